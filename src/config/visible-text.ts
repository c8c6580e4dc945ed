/**
 * What would break a line, hide, or turn the text around it: C0 and C1 controls, line and paragraph
 * separators, bidirectional controls, the byte order mark, and halves of surrogate pairs.
 */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The same text on one line, with everything unseen written as `\u202e`. */
export const visibleText = (text: string): string => text.replace(UNSEEN, escaped);

/** The text in quotes, for a message: on one line and at most 80 characters long. */
export const quoted = (text: string): string => {
  const start = [...text.slice(0, 160)].slice(0, 80).join('');
  return `"${visibleText(start)}${start.length < text.length ? '…' : ''}"`;
};
