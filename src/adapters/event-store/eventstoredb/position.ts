import { UnknownPositionError } from '../../../ports/event-store.ts';

/** A place in the server's log, as its client has it. */
export type LogPosition = Readonly<{ commit: bigint; prepare: bigint }>;

const form = /^(0|[1-9]\d{0,18})\/(0|[1-9]\d{0,18})$/;
/** The server counts in signed 64 bits. Its own "none" is the largest unsigned number. */
const largest = 2n ** 63n - 1n;

export const renderPosition = ({ commit, prepare }: LogPosition): string => `${commit}/${prepare}`;

/** @throws UnknownPositionError when the text was not given out by such a store. */
export const parsePosition = (text: string): LogPosition => {
  const [, commit, prepare] = form.exec(text) ?? [];
  const position = { commit: BigInt(commit ?? -1), prepare: BigInt(prepare ?? -1) };
  if (position.commit < 0n || position.commit > largest || position.prepare > largest) {
    throw new UnknownPositionError(`not a position of this event store (${text.length} characters)`);
  }
  return position;
};

export const isKnown = (position: LogPosition | undefined): position is LogPosition =>
  position !== undefined && position.commit <= largest;

export const isBehind = (one: LogPosition, other: LogPosition): boolean =>
  one.commit === other.commit ? one.prepare > other.prepare : one.commit > other.commit;
