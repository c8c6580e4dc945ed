import { UnknownPositionError } from '../../ports/event-store.ts';

/** Positions are whole numbers from 1 in these stores; outside they are opaque. 15 digits are exact in every driver. */
const position = /^[1-9]\d{0,14}$/;

/**
 * The number behind a position, 0 for the beginning.
 *
 * @throws UnknownPositionError when the text was not given out by such a store.
 */
export const numberOfPosition = (text: string | undefined): number => {
  if (text === undefined) return 0;
  if (!position.test(text))
    throw new UnknownPositionError(`not a position of this event store (${text.length} characters)`);
  return Number(text);
};
