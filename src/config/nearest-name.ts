import { closest, distance } from 'fastest-levenshtein';

/** Longer than any name of ours: what is longer is no slip of the fingers, and comparing it would take long. */
const CHARS_MAX = 100;

/** The name that was probably meant, or undefined when none is near: a third of the characters may be wrong. */
export const nearestName = (written: string, names: readonly string[]): string | undefined => {
  if (written.length > CHARS_MAX || names.length === 0) return undefined;
  const nearest = closest(written, names);
  return distance(written, nearest) <= Math.max(2, written.length / 3) ? nearest : undefined;
};

/** The end of a message about an unknown name. */
export const didYouMean = (written: string, names: readonly string[]): string => {
  const nearest = nearestName(written, names);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
};
