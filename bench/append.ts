import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateEvent } from '../machines/certificate.events.ts';
import { openEventStore } from '../src/adapters/event-store/open-event-store.ts';
import type { EventStore, NewEvent } from '../src/ports/event-store.ts';
import { certificateOf } from './history.ts';
import { median, ratePerSecond } from './measure.ts';

const roundSeconds = 0.5;
const rounds = 9;

/** Appends a second beside what the disk can do at best: one write and one `fdatasync` for each, without any store. */
export type AppendFigures = Readonly<{
  floor: number;
  /** By how many appends are under way at once. */
  inFlight: Readonly<Record<number, Readonly<{ perSecond: number; ofFloor: number }>>>;
}>;

/**
 * One event an append, each to a stream of its own. The floor and the store take turns, since the disk's pace changes from
 * one second to the next; ratios are taken within a round.
 */
export const measureAppends = async (folder: string): Promise<AppendFigures> => {
  const onDamaged = (error: Error): never => {
    throw error;
  };
  const store = await openEventStore<CertificateEvent>(`sqlite:${join(folder, 'append.db')}`, { onDamaged });
  const floorFile = openSync(join(folder, 'floor'), 'a');
  const next = eventSource();
  const line = Buffer.alloc(900, 'x');
  const floorOnce = (): void => {
    writeSync(floorFile, line);
    fdatasyncSync(floorFile);
  };
  const appendOnce = async (count: number): Promise<void> => {
    await Promise.all(Array.from({ length: count }, () => appendTo(store, next())));
  };

  try {
    const counts = [1, 16, 64];
    const floors: number[] = [];
    const measured = new Map(counts.map((count) => [count, { rates: [] as number[], ratios: [] as number[] }]));
    for (let round = 0; round < rounds; round += 1) {
      for (const count of counts) {
        const before = await ratePerSecond(floorOnce, roundSeconds / 2);
        const rate = count * (await ratePerSecond(() => appendOnce(count), roundSeconds));
        const floor = (before + (await ratePerSecond(floorOnce, roundSeconds / 2))) / 2;
        floors.push(floor);
        measured.get(count)?.rates.push(rate);
        measured.get(count)?.ratios.push(rate / floor);
      }
    }
    const figures = [...measured].map(([count, { rates, ratios }]) => [
      count,
      { perSecond: Math.round(median(rates)), ofFloor: Number(median(ratios).toFixed(2)) },
    ]);
    return { floor: Math.round(median(floors)), inFlight: Object.fromEntries(figures) };
  } finally {
    closeSync(floorFile);
    await store.close();
  }
};

/** Events that were built before anybody looks at the clock. */
const eventSource = (): (() => readonly [string, NewEvent<CertificateEvent>]) => {
  const ready = Array.from({ length: 5_000 }, (_, n) => secondEventOf(n));
  let at = 0;
  return () => {
    const event = ready[at % ready.length];
    if (!event) throw new Error('no events were made');
    at += 1;
    return [`certificate-${at.toString(16).padStart(32, '0')}`, event];
  };
};

/** A short one, as most are. */
const secondEventOf = (n: number): NewEvent<CertificateEvent> => {
  const second = certificateOf(n).history[1];
  if (!second) throw new Error('a certificate has more than one event');
  const { id, event, metadata } = second;
  return { id, event, metadata };
};

const appendTo = (
  store: EventStore<CertificateEvent>,
  [stream, event]: readonly [string, NewEvent<CertificateEvent>],
): Promise<bigint> => store.append(stream, 'no-stream', [event]);
