import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
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
