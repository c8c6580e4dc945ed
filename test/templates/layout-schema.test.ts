import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInLayouts } from '../../templates/built-in-layouts.ts';
import { layoutJsonSchema, layoutSchema } from '../../templates/layout-schema/layout.ts';

const file = new URL('../../templates/layout.schema.json', import.meta.url);

describe('the layouts’ schema for editors', () => {
  it.runIf(process.env['WRITE_SCHEMA'])('is written', () => {
    writeFileSync(file, `${JSON.stringify(layoutJsonSchema(), null, 2)}\n`);
  });

  it('is the one that layouts are checked with', () => {
    const advice = 'WRITE_SCHEMA=1 npx vitest run test/templates/layout-schema && npx biome check --write templates';
    expect(JSON.parse(readFileSync(file, 'utf8')), advice).toEqual(JSON.parse(JSON.stringify(layoutJsonSchema())));
  });
});

describe('what an editor marks', () => {
  const { $defs: definitions } = JSON.parse(readFileSync(file, 'utf8')) as {
    $defs: Record<string, { pattern?: string; allOf?: readonly { pattern: string }[]; oneOf?: object }>;
  };
  const marks = (name: string, value: string): boolean => {
    const { pattern, allOf = [] } = definitions[name] ?? {};
    return ![...(pattern ? [{ pattern }] : []), ...allOf].every((rule) => new RegExp(rule.pattern, 'u').test(value));
  };

  it.each([
    ['extent', ['12mm', '0.5pt', '5000mm', '9999pt'], ['0mm', '-1mm', '0.0pt', '5001mm', '12', '12px']],
    ['fontSize', ['1pt', '012pt', '400pt'], ['0pt', '0.5pt', '401pt', '12mm']],
    ['pattern', ['To {name}, {not this} {}', '{KIND}\n{grade}'], ['{nmae}', 'to {name} {constructor}']],
  ])('in %s is what the agent refuses', (name, good, bad) => {
    expect(good.filter((value) => marks(name, value))).toEqual([]);
    expect(bad.filter((value) => !marks(name, value))).toEqual([]);
    const blockWith = (value: string): object =>
      ({
        extent: { box: { left: '0mm', top: '0mm', width: value, height: '1mm' } },
        fontSize: { sizes: value },
        pattern: { text: value },
      })[name] ?? {};
    const isRead = (value: string): boolean =>
      layoutSchema.safeParse(layoutOf({ page: { width: '5000mm', height: '5000mm' } }, blockWith(value))).success;
    expect(good.filter((value) => !isRead(value))).toEqual([]);
    expect(bad.filter(isRead)).toEqual([]);
  });

  it('is a box without a place, or with two', () => {
    expect(definitions['box']?.oneOf).toEqual([{ required: ['top'] }, { required: ['baseline'] }]);
  });
});

const layoutOf = (change: object, block: object = {}) => ({
  page: { width: '100mm', height: '288pt' },
  blocks: [
    {
      role: 'name',
      text: 'To {name}',
      box: { left: '10mm', baseline: '72pt', width: '80mm', height: '20mm' },
      sizes: [
        { size: '34pt', widthMax: '60mm', linesMax: 1 },
        { from: '12pt', to: '10pt' },
      ],
      ...block,
    },
  ],
  ...change,
});

describe('a layout', () => {
  it('understands lengths in mm and pt, ranges of sizes, and what is not said', () => {
    const layout = layoutSchema.parse(layoutOf({}));

    expect(layout.page.widthMm).toBe(100);
    expect(layout.page.heightMm).toBeCloseTo(101.6);
    expect(layout.background).toEqual({ type: 'none' });
    expect(layout.blocks[0]).toMatchObject({
      spans: [{ pattern: 'To {name}', face: 'regular', color: 'ink', when: [] }],
      align: 'left',
      vertical: 'top',
      when: [],
      steps: [{ sizePt: 34, widthMaxMm: 60, linesMax: 1 }, { sizePt: 12 }, { sizePt: 11 }, { sizePt: 10 }],
    });
    expect(layout.blocks[0]?.baselineMm).toBeCloseTo(25.4);
  });

  it.each([
    ['an image', { image: 'paper.png' }, { type: 'file', file: 'paper.png', page: 1 }],
    ['the second page of a PDF', { pdf: 'paper.pdf', page: 2 }, { type: 'file', file: 'paper.pdf', page: 2 }],
    ['the ornament', { ornament: { band: { left: '15mm', width: '20mm' } } }, { type: 'ornament' }],
  ])('can lie over %s', (_, background, expected) => {
    expect(layoutSchema.parse(layoutOf({ background })).background).toMatchObject(expected);
  });

  it.each([
    ['a path as image', { background: { image: '../paper.png' } }, {}],
    ['a colour that nobody named', {}, { color: 'gold' }],
    ['a condition that nobody knows', {}, { when: 'rich' }],
    ['a value that nobody knows', {}, { text: '{nmae}' }],
    ['a value that every object has', {}, { text: '{constructor}' }],
    ['a length without unit', {}, { box: { left: 10, top: '10mm', width: '80mm', height: '20mm' } }],
    ['a box that leaves the page', {}, { box: { left: '30mm', top: '10mm', width: '80mm', height: '20mm' } }],
    ['a block below one that comes later', {}, { below: { role: 'title', gap: '1mm' } }],
    ['a link to a script', {}, { link: 'javascript:alert(1)' }],
    ['a QR code that leaves the page', { qr: [{ box: { left: '90mm', top: '0mm', size: '20mm' } }] }, {}],
    ['no blocks', { blocks: [] }, {}],
  ])('with %s is refused', (_, change, block) => {
    expect(layoutSchema.safeParse(layoutOf(change, block)).success).toBe(false);
    expect(layoutSchema.safeParse(layoutOf({})).success).toBe(true);
  });
});

describe('the built-in layouts', () => {
  it('have those of the old agent under its own names', () => {
    for (const version of ['1', '2', '3_dynamic', 'MIT_PE', 'stanford', 'stanford_cme']) {
      expect(builtInLayouts.has(version), version).toBe(true);
    }
  });

  it('print the name, and on signed certificates the address, in every one', () => {
    for (const { name, layout } of builtInLayouts.values()) {
      const patterns = layout.blocks.flatMap(({ spans }) => spans.map(({ pattern }) => pattern)).join();
      expect(patterns, name).toContain('{name}');
      expect(patterns, name).toContain('{verifyAddress}');
      const [address] = layout.blocks.filter(({ spans }) => spans.some(({ pattern }) => /verifyAddress/.test(pattern)));
      expect(address, name).toMatchObject({ when: ['signed'], link: 'verify' });
    }
  });
});
