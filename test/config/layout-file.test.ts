import { describe, expect, it } from 'vitest';
import { parseLayoutFile } from '../../src/config/layout-file.ts';
import { renderProblems } from '../../src/config/settings-problem.ts';

const written = (block: string, top = ''): string => `{
  "page": "A4 landscape",${top}
  "blocks": [
    { "role": "name", "text": "{name}", "sizes": "24pt",
      "box": { "left": "20mm", "top": "20mm", "width": "200mm", "height": "20mm" }${block} }
  ]
}
`;
const problems = (text: string, name = 'diploma'): string[] => {
  const layout = parseLayoutFile({ path: 'diploma.json', name, text });
  return 'problems' in layout ? renderProblems(layout.problems).split('\n') : [];
};

describe('a layout’s file', () => {
  it('is read as it is written, with a byte order mark and a schema for editors', () => {
    expect(problems(`\ufeff${written('', '\n  "$schema": "../layout.schema.json",')}`)).toEqual([]);
  });

  it('has another digest when it says something else, and not when it is only laid out differently', () => {
    const digestOf = (text: string): unknown => {
      const layout = parseLayoutFile({ path: 'd.json', name: 'd', text });
      return 'sha256' in layout && layout.sha256;
    };
    expect(digestOf(written(''))).toBe(digestOf(written('').replaceAll('\n', '\n\n')));
    expect(digestOf(written(''))).not.toBe(digestOf(written(', "face": "bold"')));
  });

  it.each([
    ['a comma too many', written('').replace('"24pt",', '"24pt",,'), '4:57: expected a name in "double quotes"'],
    [
      'a name twice',
      written(', "face": "bold", "role": "x"'),
      '5:101: this name stands here for the second time: remove one',
    ],
    [
      'a name twice, in a part',
      written('').replace('"top"', '"left": "3mm", "top"'),
      '5:32: this name stands here for the second time: remove one',
    ],
    ['a misspelt name', written(', "colour": "ink"'), '5:85: "colour" says nothing here; did you mean color?'],
    ['a misspelt value', written('').replace('{name}', '{nmae}'), '4:23: there is no value {nmae}; did you mean name?'],
    [
      'a length without unit',
      written('').replace('"20mm", "top"', '20, "top"'),
      '5:16: expected a length with its unit, e.g. "163mm" or "12pt"',
    ],
    [
      'a length in inches',
      written('').replace('"20mm", "top"', '"2in", "top"'),
      '5:16: expected a length with its unit, e.g. "163mm" or "12pt"',
    ],
    [
      'no sizes',
      written('').replace(', "sizes": "24pt"', ''),
      '4:5: "sizes" is missing: expected a size like "12pt", a list of sizes like [{ "size": "34pt" }, …], or { "from": "42pt", "to": "12pt" }',
    ],
    [
      'sizes upside down',
      written('').replace('"24pt"', '{ "from": "8pt", "to": "9pt" }'),
      '4:41: "from" is the larger size, "to" the smaller one',
    ],
    ['an unknown face', written(', "face": "heavy"'), '5:85: expected regular, italic, bold or bold-italic'],
    [
      'an unknown face of a part',
      written('').replace('"{name}"', '["To ", { "text": "{name}", "face": "x" }]'),
      '4:59: expected regular, italic, bold or bold-italic',
    ],
    [
      'an unknown condition',
      written(', "when": "rich"'),
      '5:85: expected one of signed, verified, grade, designation, interstitial, disclaimer, credits, association, md, underlay, or "not" before one',
    ],
    [
      'a colour without a name',
      written(', "color": "gold"'),
      '5:85: "gold" is no name of `colors`: expected one of ink, accent, tint, line, or "#rrggbb"',
    ],
    [
      'a part’s colour without a name',
      written('').replace('"{name}"', '["To ", { "text": "{name}", "color": "gold" }]'),
      '4:59: "gold" is no name of `colors`',
    ],
    [
      'nothing for a width',
      written('').replace('"200mm"', '"0mm"'),
      '5:47: expected a length above 0, and at most 5000mm, e.g. "12mm"',
    ],
    [
      'no place for a box',
      written('').replace('"top": "20mm", ', ''),
      '5:7: expected either "top" (the box’s upper edge) or "baseline" (of the first line)',
    ],
    ['a link that leads nowhere', written(', "link": "https://"'), '5:85: expected "verify" or an https address'],
    ['an author’s size', written('').replace('"24pt"', '"0.5pt"'), '4:41: expected a font size from "1pt" to "400pt"'],
    [
      'an unknown page',
      written('').replace('A4 landscape', 'A5'),
      '2:3: expected A4 landscape, A4 portrait, letter landscape, letter portrait, or { "width": "297mm", "height": "210mm" }',
    ],
    [
      'a path as image',
      written('', '\n  "background": { "image": "../x.png" },'),
      '3:19: expected the name of a PNG or JPEG file in template_data, without folders',
    ],
    [
      'a box off the page',
      written('').replace('"200mm"', '"300mm"'),
      '5:7: the box does not lie on the page, which is 297mm wide and 210mm high',
    ],
    ['an array', '[]', '1:1: expected one { … } with names and values'],
    ['nothing', '', '1:1: '],
  ])('with %s is refused with its place, and what to write', (_, text, expected) => {
    const [first = ''] = problems(text);
    expect(first.startsWith(`diploma.json:${expected}`), first).toBe(true);
  });

  it('that is called like a built-in layout, or like a path, is refused', () => {
    expect(problems(written(''), 'standard')[0]).toContain('give the file another name');
    expect(problems(written(''), '../x')[0]).toContain('is called by letters');
  });

  it('nested without end is refused', () => {
    expect(problems('{"a":'.repeat(100_000))).toEqual([expect.stringContaining('nested too deeply')]);
  });

  it('with many mistakes tells ten', () => {
    const blocks = Array.from({ length: 50 }, () => '{ "role": 1 }').join(', ');
    expect(problems(`{ "page": "A4 landscape", "blocks": [${blocks}] }`)).toHaveLength(10);
  });
});
