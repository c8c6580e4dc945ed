import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipText, hasAtMost, isWellFormed, tidyText } from '../../../src/adapters/xqueue/text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('tidy text', () => {
  it.each([
    ['a line break is a space', 'Ann\nMary\tSmith', 'Ann Mary Smith'],
    ['control characters go', 'Ann\u0000\u0007\u0085Smith', 'AnnSmith'],
    ['nothing reorders its surroundings', 'Eve \u202egnirps\u202c \u2067Jones\u2069', 'Eve gnirps Jones'],
    ['the byte order mark goes', '\ufeffAnn', 'Ann'],
    ['letters and accents are composed', 'Jose\u0301', 'José'],
    ['an accent that a removed character kept apart is composed, too', 'Jose\u0000\u0301', 'José'],
    ['spaces of any kind are single, and none are at the ends', '\u3000Ann \u00a0 Smith ', 'Ann Smith'],
    ['markup is text', '<b>R&D</b> &amp;', '<b>R&D</b> &amp;'],
    ['joiners stay, scripts need them', 'क्\u200dष', 'क्\u200dष'],
  ])('%s', (_, text, tidy) => {
    expect(tidyText(text)).toBe(tidy);
  });

  it('is not changed by tidying it again', () => {
    fc.assert(fc.property(anyText, (text) => tidyText(tidyText(text)) === tidyText(text)));
  });
});

describe('clipped text', () => {
  it('never ends in half a character', () => {
    expect(clipText('ab😀', 3)).toBe('ab😀');
    expect(clipText('ab😀c', 3)).toBe('ab😀');
    expect(clipText('a\ud83d', 5)).toBe('a\ufffd');
  });

  it('is the well-formed beginning of the text, and no longer than asked', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, charactersMax) => {
        const clipped = clipText(text, charactersMax);
        expect(isWellFormed(clipped)).toBe(true);
        expect(hasAtMost(charactersMax, clipped)).toBe(true);
        expect(text.replace(/\p{Cs}/gu, '\ufffd').startsWith(clipped)).toBe(true);
        if (hasAtMost(charactersMax, text)) expect(clipped).toHaveLength(text.length);
      }),
    );
  });
});
