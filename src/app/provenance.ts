import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { v5 as uuidV5 } from 'uuid';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { chartOf } from '../../machines/chart.ts';
import type { Metadata } from '../ports/event-store.ts';

/** What every event says of where it comes from. */
export type Provenance = Readonly<{ machine: Metadata['machine']; agent: string }>;

/** @param agent names the process; two processes never share it. */
export const createProvenance = (
  agent = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`,
): Provenance => {
  const chart = chartOf(certificateMachine);
  const fingerprint = createHash('sha256').update(JSON.stringify(chart)).digest('hex').slice(0, 16);
  return { machine: { id: chart.id, version: chart.version, fingerprint }, agent };
};

const namespace = '6b0d5c54-6a6f-5a0e-9a43-6f1a52f8b3c1';

/**
 * The id of an event that is built now. An append that is repeated sends the same event, id included; an event that is
 * built anew may differ (the files' names are drawn again), so that it must never pass for the earlier one.
 *
 * @param draw 32 random hexadecimal digits.
 */
export const eventIdOf = (stream: string, draw: string): string => uuidV5(`${stream} ${draw}`, namespace);
