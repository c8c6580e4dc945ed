import { describe, expect, it } from 'vitest';
import { printableText } from '../../templates/printable-text.ts';

describe('printable text', () => {
  it.each([
    ['letters that are written in two characters become one', 'e\u0301', 'é'],
    ['line ends and tabs become blanks', 'Ada\r\n\tLovelace', 'Ada Lovelace'],
    ['blanks of all widths become one', ' Ada\u00a0\u2003\u3000Lovelace ', 'Ada Lovelace'],
    ['control characters become blanks', 'Ada\u0000\u0085\u001bLovelace', 'Ada Lovelace'],
    ['direction marks and overrides are dropped', '\u202eAda\u2066 \u200fLove\u200elace\u202c', 'Ada Lovelace'],
    ['what is invisible is dropped', 'A\u200bd\u00ada\ufeff\u2060 Lovelace\ufe0f\u{e0041}', 'Ada Lovelace'],
    ['what a dropped character kept apart is composed', 'e\u200b\u0301', 'é'],
    ['blanks around a dropped character become one', 'Ada \u200b Lovelace', 'Ada Lovelace'],
    ['joiners stay between letters that they keep from joining', 'می\u200cخواهم', 'می\u200cخواهم'],
    [
      'joiners stay after a letter that lost its vowel',
      'क\u094d\u200dष র\u200d\u09cdয ত\u09cd\u200d',
      'क\u094d\u200dष র\u200d\u09cdয ত\u09cd\u200d',
    ],
    ['joiners stay within an emoji', '👩\u200d🎓 👩🏽\u200d🎓', '👩\u200d🎓 👩🏽\u200d🎓'],
    ['joiners go where nothing joins', '\u200dA\u200cd\u200da\u200c علي\u200c ', 'Ada علي'],
    ['many joiners are as good as one', 'می\u200c\u200d\u200c\u200cخ', 'می\u200cخ'],
    ['the choice of a form stays with its Chinese letter', '葛\u{e0100}城 A\u{e0100}', '葛\u{e0100}城 A'],
    ['markup stays as it is', '<b>Ada</b> & {name}', '<b>Ada</b> & {name}'],
  ])('%s', (_, text, printable) => {
    expect(printableText(text)).toBe(printable);
  });
});
