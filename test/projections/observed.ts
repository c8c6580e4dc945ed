import { evolve, initialState, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { Seen } from '../../projections/view.ts';

/** A stream as a projection sees it: one event each minute from ten o'clock on. */
export const observed = (events: readonly CertificateEvent[], stream = 'certificate-1'): Seen[] => {
  let state = initialState;
  return events.map((event, at) => {
    state = evolve(state, event);
    const time = new Date(Date.UTC(2026, 4, 1, 10, at)).toISOString();
    const metadata = { time, reached: pathOf(state), $correlationId: event.data.submission, schema: 1 };
    return { stream, revision: BigInt(at), position: String(at + 1), event, metadata };
  });
};

/** The same events as parts of one log, in this order. */
export const asLog = (events: readonly Seen[], positionAt = (at: number) => String(at + 1)): Seen[] =>
  events.map((seen, at) => ({ ...seen, position: positionAt(at) }));
