import type { StreamHistory } from './stored-event.ts';

export type Expected = bigint | 'any' | 'no-stream' | 'stream-exists';

/** What an append comes to. `current` is -1 for a stream that does not exist. */
export type Decision = Readonly<
  | { kind: 'write' }
  | { kind: 'repeated'; revision: bigint; position: bigint }
  | { kind: 'wrong'; current: bigint }
  | { kind: 'deleted' }
>;

type Meeting = Readonly<{
  stream: StreamHistory | undefined;
  expected: Expected;
  ids: readonly string[];
  isSoftDeleted: boolean;
  forgetsIds: boolean;
}>;

/** The table of the real server (IndexWriter.CheckCommit), for explicit revisions; "any" is always written. */
export const judge = ({ stream, expected, ids, isSoftDeleted, forgetsIds }: Meeting): Decision => {
  if (stream?.isTombstoned) return { kind: 'deleted' };
  const current = BigInt((stream?.events.length ?? 0) - 1);
  if (expected === 'any') return { kind: 'write' };
  if (expected === 'stream-exists') return current < 0n ? { kind: 'wrong', current } : { kind: 'write' };

  const before = expected === 'no-stream' ? -1n : expected;
  if (before === current) return { kind: 'write' };
  if (before > current || ids.length === 0) return { kind: 'wrong', current };

  const stored = stream?.events.slice(Number(before) + 1, Number(before) + 1 + ids.length) ?? [];
  if (stored[0]?.id !== ids[0] && expected === 'no-stream' && isSoftDeleted) return { kind: 'write' };
  const last = stored.at(-1);
  const isRepeated = !forgetsIds && last !== undefined && ids.every((id, at) => stored[at]?.id === id);
  return isRepeated
    ? { kind: 'repeated', revision: last.revision, position: last.position }
    : { kind: 'wrong', current };
};
