import bidiJs from 'bidi-js';

// Its types are written for a bundler: for Node, the module itself is what they call `default`.
const bidi = (bidiJs as unknown as typeof bidiJs.default)();

/**
 * The level of each UTF-16 unit of a paragraph: even ones run from left to right, odd ones from right to left
 * (Unicode's bidirectional algorithm, UAX 9). The first letter with a direction decides the paragraph's own, as
 * `dir="auto"` does in a browser.
 */
export const levelsOf = (paragraph: string): Uint8Array =>
  leftToRight.test(paragraph)
    ? new Uint8Array(paragraph.length)
    : bidi.getEmbeddingLevels(inOneUnitEach(paragraph), 'auto').levels;

/**
 * bidi-js takes the halves of a character beyond U+FFFF for letters from left to right. Most are, but not emoji, which have no
 * direction, nor the right-to-left scripts there: they are replaced by others of their kind.
 */
const inOneUnitEach = (paragraph: string): string =>
  paragraph.replace(/[\u{10000}-\u{10ffff}]/gu, (character) => {
    if (/[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(character)) return '\u05d0\u05d0';
    return /^(?!\p{Regional_Indicator})[\p{S}\p{P}]/u.test(character) ? '\u2606\u2606' : character;
  });

/** Nothing that comes before the Hebrew letters runs from right to left. */
const leftToRight = /^[^\u0590-\u{10ffff}]*$/u;

/** The parts of a line as they stand from left to right, whatever order they are read in (rule L2). */
export const visualOrder = <Part extends Readonly<{ level: number }>>(line: readonly Part[]): readonly Part[] => {
  let parts = [...line];
  const highest = Math.max(0, ...parts.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) parts = reversedFrom(level, parts);
  return parts;
};

/** Each stretch of parts of at least this level, turned round. */
const reversedFrom = <Part extends Readonly<{ level: number }>>(level: number, parts: readonly Part[]): Part[] => {
  const turned: Part[] = [];
  let stretch: Part[] = [];
  for (const part of parts) {
    if (part.level >= level) {
      stretch.unshift(part);
      continue;
    }
    turned.push(...stretch, part);
    stretch = [];
  }
  return [...turned, ...stretch];
};
