import { describe, expect, it } from 'vitest';
import { builtInLayout, builtInLayouts } from '../../templates/built-in-layouts.ts';
import { filledBlocks } from '../../templates/filled-blocks.ts';
import type { Layout } from '../../templates/layout.ts';
import { layoutSchema } from '../../templates/layout-schema/layout.ts';
import { placedLines } from '../../templates/placed-lines.ts';
import { type Element, structureOf } from '../../templates/structure.ts';
import { content } from './content.ts';
import { typewriter } from './typewriter.ts';

const fonts = typewriter();
type Given = Readonly<{ personal?: object; settings?: object; layout?: Layout }>;
const structured = ({ personal = {}, settings = {}, layout = builtInLayout('standard') }: Given = {}) => {
  const certificate = { ...content(personal, settings), layout };
  const lines = placedLines(filledBlocks(certificate), fonts);
  return { ...structureOf(certificate, lines), lines, layout };
};
const layoutWith = (more: object, blocks: readonly object[] = [{ role: 'name', text: '{name}' }]): Layout =>
  layoutSchema.parse({
    page: 'A4 landscape',
    blocks: blocks.map((block, at) => ({
      box: { left: '20mm', top: `${20 + 30 * at}mm`, width: '250mm', height: '30mm' },
      sizes: '20pt',
      ...block,
    })),
    ...more,
  });
const tagsOf = ({ elements }: Readonly<{ elements: readonly Element[] }>) => elements.map(({ tag }) => tag);
const named = (given: Given) => structured({ layout: layoutWith({}), ...given }).elements[0];

describe('the structure of a certificate', () => {
  it('has its blocks in the order of the layout, then its code: the heading, the name below it, and paragraphs', () => {
    expect(tagsOf(structured())).toEqual(['H1', 'P', 'P', 'H2', 'P', 'P', 'P', 'P', 'P', 'Figure']);
  });

  it.each([...builtInLayouts])('in the layout %s names each run of text exactly once', (_, { layout }) => {
    const { pieces, elements, lines } = structured({ layout });
    const piecesIn = (element: Element): readonly number[] =>
      element.parts.flatMap((part) => (typeof part === 'number' ? [part] : piecesIn(part)));
    const decoration = pieces.filter(({ tag }) => tag === 'Artifact').length;

    expect(elements.flatMap(piecesIn).sort((a, b) => a - b)).toEqual(pieces.map((__, at) => at).slice(decoration));
    expect(pieces.filter(({ shapes }) => shapes === undefined)).toHaveLength(lines.flatMap(({ runs }) => runs).length);
    expect(tagsOf({ elements }).filter((tag) => tag === 'H1')).toHaveLength(1);
  });

  it('has the name as its heading where there is no other', () => {
    expect(tagsOf(structured({ layout: layoutWith({}) }))).toEqual(['H1']);
  });

  it('has the headings that the layout says', () => {
    const blocks = [
      { role: 'heading', text: 'Diploma', tag: 'P' },
      { role: 'name', text: '{name}' },
      { role: 'course', text: '{course}', tag: 'H2' },
    ];

    expect(tagsOf(structured({ layout: layoutWith({}, blocks) }))).toEqual(['P', 'H1', 'H2']);
  });

  it('has the lines of a block in one paragraph, which reads as one text', () => {
    const name = 'Adalbert Maximilian Lovelace von Hohenstein '.repeat(3).trim();
    const element = named({ personal: { name } });

    expect(element?.parts.length).toBeGreaterThan(1);
    expect(element?.reads).toBe(name);
    expect(named({})).toEqual({ tag: 'H1', parts: [0] });
  });

  it('reads what runs from right to left as it is read, in its language', () => {
    expect(named({ personal: { name: 'דוד 12' } })).toMatchObject({ language: 'he', reads: 'דוד 12' });
    expect(named({ personal: { name: 'محمد' } })).toMatchObject({ language: 'und-Arab', reads: 'محمد' });
  });

  it('marks words of another language within a paragraph, in the order of reading', () => {
    const element = named({ personal: { name: 'Ada דוד (Άδα)' } });

    expect(element).not.toHaveProperty('reads');
    expect(element?.parts.map((part) => (typeof part === 'number' ? part : part.language))).toEqual([0, 'he', 'el']);
  });

  it.each([
    ['山田 たろう', 'ja'],
    ['王小明', 'zh-Hans'],
    ['陳麗麗', 'zh-Hant'],
    ['김철수', 'ko'],
    ['Ada', undefined],
    ['2026', undefined],
  ])('knows the language of %j', (name, language) => {
    expect(named({ personal: { name } })?.language).toBe(language);
  });

  it('speaks the language of its layout, in which other letters are the foreign ones', () => {
    const layout = layoutWith({ language: 'ar' });

    expect(named({ layout, personal: { name: 'محمد' } })).not.toHaveProperty('language');
    expect(named({ layout })).toMatchObject({ language: 'und-Latn' });
  });

  it('leads to its verification page from the line that names it, and from nowhere else', () => {
    const links = structured().elements.flatMap(({ parts }) => parts.filter((part) => typeof part !== 'number'));

    expect(links).toHaveLength(1);
    expect(links[0]).toMatchObject({
      tag: 'Link',
      leads: { address: 'https://verify.example.org/cert/abcdef0123456789abcdef0123456789', areas: [{}] },
    });
    expect(JSON.stringify(structured({ settings: { signed: false } }).elements)).not.toContain('Link');
  });

  const qr = (more: object = {}) =>
    layoutWith({ qr: [{ box: { left: '250mm', top: '160mm', size: '28mm' }, ...more }] });
  it('says where a code leads to, after all else', () => {
    expect(structured({ layout: qr() }).elements.at(-1)).toMatchObject({
      tag: 'Figure',
      alternative: 'QR code that leads to https://verify.example.org/cert/abcdef0123456789abcdef0123456789',
      parts: [0],
    });
    expect(structured({ layout: qr({ alt: 'Zur Prüfung' }) }).elements.at(-1)).toMatchObject({
      alternative: 'Zur Prüfung',
    });
  });

  const paper = { background: { pdf: 'paper.pdf', alt: 'The seal of {org}' } };
  const over = (file: string) => ({ underlay: { file, page: 1, sha256: '0'.repeat(64) } });
  it('says what its paper shows, when it is that of the layout', () => {
    const seal = structured({ layout: layoutWith(paper), settings: over('v1-cert-templates/paper.pdf') });

    expect(seal.elements[0]).toMatchObject({ tag: 'Figure', alternative: 'The seal of edX', parts: [] });
    expect(tagsOf(structured({ layout: layoutWith(paper), settings: over('other.pdf') }))).toEqual(['H1']);
  });
});

describe('the language of a layout', () => {
  it.each(['en', 'pt-BR', 'zh-Hant', 'gsw'])('can be %s', (language) => {
    expect(layoutWith({ language }).language).toBe(language);
  });

  it.each(['', 'English', 'en_US', 'en-a', 'x'])('cannot be %j', (language) => {
    expect(() => layoutWith({ language })).toThrow('expected a language tag');
  });
});
