/**
 * The same text, on its own: what is cut out of a longer text holds on to the whole of it, and an event of a long reading
 * may be cut out of the text of a page. Joined first, since only a part of a text that is short itself lets go.
 */
export const ownCopy = (text: string): string => ` ${text}`.slice(1);
