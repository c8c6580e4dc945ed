import { describe, expect, it } from 'vitest';
import { contrastOf } from '../../../templates/lint/contrast.ts';

describe('the contrast of two colours', () => {
  // As WCAG's own examples and the checkers of browsers have it.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#ff0000', '#ffffff', 4],
  ])('of %s and %s is that of WCAG, whichever comes first', (one, other, ratio) => {
    expect(contrastOf(one, other)).toBeCloseTo(ratio, 2);
    expect(contrastOf(other, one)).toBe(contrastOf(one, other));
  });
});
