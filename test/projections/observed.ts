import { evolve, initialState, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { Observed } from '../../projections/projection.ts';

/** A stream as a projection sees it: one event each minute from ten o'clock on. */
export const observed = (events: readonly CertificateEvent[], stream = 'certificate-1'): Observed[] => {
  let state = initialState;
  return events.map((event, at) => {
    state = evolve(state, event);
    const time = new Date(Date.UTC(2026, 4, 1, 10, at)).toISOString();
    return { stream, revision: BigInt(at), event, metadata: { time, reached: pathOf(state) } };
  });
};
