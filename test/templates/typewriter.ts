import type { FontMetrics } from '../../templates/text-runs.ts';

/** A typewriter's fonts: one for each script, every character of the same width. */
export const typewriter = (widthEm = 0.62): FontMetrics => ({
  fontOf: (letter) =>
    /\p{Script=Arabic}/u.test(letter)
      ? 'Arabic'
      : /\p{Script=Han}/u.test(letter)
        ? 'Han'
        : /\p{Co}/u.test(letter)
          ? undefined
          : 'Latin',
  widthOf: ({ text }) => [...text].length * widthEm,
  ascentOf: () => 1,
});
