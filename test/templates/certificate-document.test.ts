import { describe, expect, it } from 'vitest';
import { builtInLayout } from '../../templates/built-in-layouts.ts';
import { certificateDocument } from '../../templates/certificate-document.ts';
import { filledBlocks } from '../../templates/filled-blocks.ts';
import { placedLines } from '../../templates/placed-lines.ts';
import { mm } from '../../templates/typography.ts';
import { awkwardNames, content } from './content.ts';
import { typewriter } from './typewriter.ts';

const fonts = typewriter();
const layouts = ['standard', 'standard-portrait'] as const;
const textsOf = (...given: Parameters<typeof content>) =>
  Object.fromEntries(filledBlocks(content(...given)).map(({ role, text }) => [role, text]));

describe('a certificate', () => {
  it('says who completed what, when, and where it can be verified', () => {
    expect(textsOf()).toEqual({
      heading: 'CERTIFICATE',
      'issue date': 'Issued January 31, 2026',
      preamble: 'This is to certify that',
      name: 'Ada Lovelace',
      achievement: 'successfully completed',
      'course title': 'DemoX: edX Demonstration Course',
      organisation: 'a course of study offered by edX, an online learning initiative of Some Institution through edX.',
      'kind of certificate': 'HONOR CODE CERTIFICATE',
      'verification address':
        '*Authenticity of this certificate can be verified at https://verify.example.org/cert/abcdef0123456789abcdef0123456789',
    });
  });

  it('that is verified says so', () => {
    expect(textsOf({}, { kind: 'verified' })['kind of certificate']).toBe('VERIFIED CERTIFICATE');
  });

  it('is called what its course calls it', () => {
    expect(textsOf({}, { called: 'diploma' })).toMatchObject({
      heading: 'DIPLOMA',
      'verification address': expect.stringContaining('this diploma can be'),
    });
  });

  it('that is not signed names no address to verify it at', () => {
    const unsigned = content({}, { signed: false });

    expect(filledBlocks(unsigned).map(({ role }) => role)).not.toContain('verification address');
    expect(JSON.stringify(certificateDocument(unsigned, fonts))).not.toContain('verify.example.org');
  });

  it.each(awkwardNames)('takes the name %j as text, never as anything else', (name) => {
    const lines = placedLines(filledBlocks(content({ name })), fonts).filter(({ block }) => block.role === 'name');

    expect(
      lines
        .map(({ text }) => text)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(name.replaceAll(' ', ''));
    const document = certificateDocument(content({ name }), fonts);
    for (const node of document.content as unknown as Array<Record<string, unknown>>) {
      expect(typeof node['text']).toBe('string');
      expect(Object.keys(node).filter((key) => !knownKeys.includes(key))).toEqual([]);
    }
  });
  const knownKeys = ['text', 'font', 'fontFeatures', 'bold', 'italics', 'fontSize', 'color', 'noWrap'].concat(
    'preserveLeadingSpaces',
    'preserveTrailingSpaces',
    'absolutePosition',
  );

  it("dates itself with the order's time", () => {
    const requestedAt = new Date('2026-01-31T10:20:30.000Z');

    expect(certificateDocument(content(), fonts).info).toMatchObject({
      creationDate: requestedAt,
      modDate: requestedAt,
    });
  });

  it('is called by name and course, each for itself where one is read from right to left', () => {
    const titleOf = (name: string) => certificateDocument(content({ name }), fonts).info?.title;

    expect(titleOf('Ada Lovelace')).toBe('Ada Lovelace – edX Demonstration Course');
    expect(titleOf('דוד (2)')).toBe('\u2068דוד (2)\u2069 – \u2068edX Demonstration Course\u2069');
  });
});

describe.each(layouts)('in the layout %s', (layout) => {
  const { widthMm, heightMm } = builtInLayout(layout).page;
  const worst = {
    longCourse: 'M'.repeat(1_000),
    org: 'An Organisation '.repeat(8),
    longOrg: 'A Long Organisation '.repeat(12),
    verifyUrl: `https://${'verify.'.repeat(12)}example.org`,
  };

  it.each([
    ['ordinary', 'Ada Lovelace', {}],
    ['long', 'W'.repeat(255), worst],
    ['long, of many words', 'Maria '.repeat(42), { longCourse: 'To Be Or Not To Be '.repeat(52) }],
    ['short', 'X', { longCourse: '' }],
  ])('blocks of %s texts never touch, and stay on the page', (_, name, settings) => {
    const lines = placedLines(filledBlocks(content({ name }, { layout, ...settings })), fonts);
    const edges = lines.map(({ baselinePt, sizePt }) => ({
      top: baselinePt - sizePt,
      bottom: baselinePt + 0.3 * sizePt,
    }));

    edges.forEach(({ top, bottom }, index) => {
      const above = edges[index - 1]?.bottom ?? mm(10);
      expect(top, lines[index]?.block.role).toBeGreaterThanOrEqual(above - 1e-6);
      expect(bottom).toBeLessThanOrEqual(mm(heightMm - 10));
    });
    for (const { xPt, widthPt } of lines) {
      expect(xPt).toBeGreaterThanOrEqual(mm(40));
      expect(xPt + widthPt).toBeLessThanOrEqual(mm(widthMm - 10));
    }
  });

  it('a name is 34 points high while it fits, as high as it can be while it is a line, and of 18 or less when it is more', () => {
    const setOf = (name: string) => {
      const lines = placedLines(filledBlocks(content({ name }, { layout })), fonts);
      const ofName = lines.filter(({ block }) => block.role === 'name');
      return { lines: ofName.length, sizePt: ofName[0]?.sizePt ?? 0 };
    };

    expect(setOf('Ada Lovelace')).toEqual({ lines: 1, sizePt: 34 });
    const { lines, sizePt } = setOf('Adalbert Maximilian Lovelace');
    expect(lines).toBe(1);
    expect(sizePt).toBeGreaterThan(18);
    expect(sizePt).toBeLessThan(34);
    expect(setOf('Adalbert Lovelace '.repeat(7)).lines).toBeGreaterThan(1);
    expect(setOf('Adalbert Lovelace '.repeat(7)).sizePt).toBeLessThanOrEqual(18);
  });
});
