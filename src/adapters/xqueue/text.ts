/** Characters that reorder their surroundings, so that a name could pretend to be another one, and the byte order mark. */
const deceptive = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text that is fit to print: composed (NFC), on one line, without control characters, with single
 * spaces. It stays text: nothing in it is markup.
 */
export const tidyText = (text: string): string =>
  text
    .replace(deceptive, '')
    .replace(/\s/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim();

/** False when half of a surrogate pair stands alone: such text cannot be stored or printed faithfully. */
export const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

/** Whether the text has no more characters (code points) than that. */
export const hasAtMost = (charactersMax: number, text: string): boolean =>
  text.length <= charactersMax || (text.length <= charactersMax * 2 && [...text].length <= charactersMax);

/** The first so many characters (code points), never half of one. */
export const clipText = (text: string, charactersMax: number): string =>
  [...text.slice(0, charactersMax * 2)]
    .slice(0, charactersMax)
    .join('')
    .replace(/\p{Cs}/gu, '\ufffd');
