import type { ExpectedRevision } from '../../ports/event-store.ts';

/** An append as it meets its stream. Revisions count from 0; -1 is the head of a stream that does not exist. */
type Meeting = Readonly<{
  expected: ExpectedRevision;
  head: bigint;
  ids: readonly string[];
  /** The ids of at most `count` events, from `revision` on. Asked only when they matter. */
  idsFrom: (revision: bigint, count: number) => readonly string[];
}>;

/** What an append comes to. `last` is the revision of its last event. */
export type Verdict = Readonly<{ kind: 'new' | 'repeated'; first: bigint; last: bigint } | { kind: 'conflict' }>;

/**
 * The rule that makes a retried append safe, the same in every store: an append behind the head is a repetition when the
 * very same events are stored right behind the revision that it expects, all of them; otherwise another writer was faster.
 */
export const verdictOn = ({ expected, head, ids, idsFrom }: Meeting): Verdict => {
  const before = expected === 'no-stream' ? -1n : expected;
  const place = { first: before + 1n, last: before + BigInt(ids.length) };
  if (before === head) return { kind: 'new', ...place };

  const stored = idsFrom(place.first, ids.length);
  const isRepeated = ids.every((id, at) => id === stored[at]);
  return isRepeated ? { kind: 'repeated', ...place } : { kind: 'conflict' };
};
