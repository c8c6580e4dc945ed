/**
 * Which of two positions of a log comes first: negative, zero or positive, as for a sort. A position begins with a whole
 * number that grows, and may go on behind it; such a number can be longer than a JavaScript number is exact.
 */
export const comparePositions = (a: string, b: string): number => {
  const [x, y] = [digitsOf(a), digitsOf(b)];
  if (x.length !== y.length) return x.length - y.length;
  return x === y ? 0 : x < y ? -1 : 1;
};

const digitsOf = (position: string): string => /^\d+/.exec(position)?.[0] ?? '';

/** The whole number that a position begins with: for progress bars, and for naming what begins there. */
export const numberOfPosition = (position: string | null): number =>
  position === null ? 0 : Number(digitsOf(position));
