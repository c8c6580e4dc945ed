/** A place in a text; both count from 1. */
export type TextPlace = Readonly<{ line: number; column: number }>;

/** What is wrong at a place of a text, and what to write instead. */
export type TextProblem = TextPlace & Readonly<{ message: string }>;

/** The place of a character, by its offset from 0. */
export const placeAt = (text: string, offset: number): TextPlace => {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
};

/** Without the byte order mark that some editors write. */
export const withoutBom = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);
