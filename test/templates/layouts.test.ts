import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateSettings, Personal } from '../../machines/certificate.events.ts';
import { builtInLayout, builtInLayouts } from '../../templates/built-in-layouts.ts';
import { filledBlocks } from '../../templates/filled-blocks.ts';
import { placedLines } from '../../templates/placed-lines.ts';
import type { FontMetrics } from '../../templates/text-runs.ts';
import { mm, toMm } from '../../templates/typography.ts';
import { content } from './content.ts';
import { typewriter } from './typewriter.ts';

/** As wide as Open Sans is, about. */
const fonts: FontMetrics = {
  ...typewriter(),
  widthOf: ({ text, face }) => [...text].length * (face === 'regular' ? 0.55 : 0.6),
};
const textsOf = (layout: string, personal: Partial<Personal> = {}, settings: Partial<CertificateSettings> = {}) =>
  Object.fromEntries(
    filledBlocks(content({ grade: null, ...personal }, { layout, ...settings })).map(({ role, text }) => [role, text]),
  );
const linesOf = (layout: string, personal: Partial<Personal> = {}, settings: Partial<CertificateSettings> = {}) =>
  placedLines(filledBlocks(content(personal, { layout, ...settings })), fonts);
const lineOf = (role: string, ...given: Parameters<typeof linesOf>) => {
  const line = linesOf(...given).find(({ block }) => block.role === role);
  if (!line) throw new Error(`there is no ${role}`);
  return line;
};

describe('version 1 of the old agent', () => {
  // The old agent placed the lower edge of a line 12 points high; text of another size stands higher or lower by the difference.
  it.each([
    ['heading', 19, 163],
    ['issue date', 12, 155],
    ['preamble', 12, 132.5],
    ['achievement', 12, 108],
    ['course title', 24, 99],
    ['organisation', 12, 78],
  ])('has its %s in %d points, %d mm from the bottom', (role, sizePt, fromBottomMm) => {
    const line = lineOf(role, '1');

    expect(line.sizePt).toBe(sizePt);
    expect(210 - toMm(line.baselinePt)).toBeCloseTo(fromBottomMm + toMm(12 - sizePt), 0);
  });

  it('has the name in 34 points, and in 18 when it is wider than 153 mm', () => {
    expect(lineOf('name', '1')).toMatchObject({ sizePt: 34, block: { color: '#009fe2', face: 'bold' } });
    expect(lineOf('name', '1', { name: 'A'.repeat(24) }).sizePt).toBe(18);
  });

  it('prints the organisations in bold within the sentence', () => {
    const lines = linesOf('1').filter(({ block }) => block.role === 'organisation');

    expect(lines.map(({ text }) => text).join(' ')).toBe(
      'a course of study offered by edX, an online learning initiative of Some Institution through edX.',
    );
    const bold = lines.flatMap(({ runs }) => runs.filter(({ face }) => face === 'bold'));
    expect(bold.map(({ text }) => text.trim())).toEqual(['edX', 'Some Institution', 'edX']);
  });

  it('sets the parts of a line side by side', () => {
    for (const { runs, xPt, sizePt } of linesOf('1')) {
      expect(runs[0]?.xPt).toBeCloseTo(xPt);
      runs.slice(1).forEach((run, at) => {
        const before = runs[at];
        expect(run.xPt).toBeCloseTo((before?.xPt ?? 0) + (before ? fonts.widthOf(before) * sizePt : 0));
      });
    }
  });

  it('says a course’s name once that has no longer one', () => {
    expect(textsOf('1', {}, { longCourse: 'DemoX' })['course title']).toBe('DemoX');
    expect(textsOf('1')['course title']).toBe('DemoX: edX Demonstration Course');
  });

  it('ends with the kind of certificate and the address', () => {
    expect(textsOf('1', {}, { kind: 'verified' })).toMatchObject({
      'kind of certificate': 'VERIFIED CERTIFICATE',
      'verification address': expect.stringContaining('Authenticity of this certificate can be verified at https://'),
    });
  });
});

describe('version 2 of the old agent', () => {
  it('has everything in 150 mm from 23 mm on, and the name in 36, 28 or 22 points', () => {
    expect(toMm(lineOf('name', '2').xPt)).toBeCloseTo(23);
    expect(
      ['A'.repeat(19), 'A'.repeat(23), 'A'.repeat(30)].map((name) => lineOf('name', '2', { name }).sizePt),
    ).toEqual([36, 28, 22]);
  });

  it('certifies in words, and in purple, when it is verified', () => {
    expect(textsOf('2')).not.toHaveProperty('preamble');
    expect(textsOf('2', {}, { kind: 'verified' })['preamble']).toBe('This is to certify that');
    expect(lineOf('course title', '2', {}, { kind: 'verified' }).block.color).toBe('#b33b66');
  });
});

describe('version 3_dynamic of the old agent', () => {
  it('has gutters of 120 points, and the date at the right', () => {
    const date = lineOf('issue date', '3_dynamic');

    expect(date.xPt + date.widthPt).toBeCloseTo(mm(297) - 120);
    expect(lineOf('achievement', '3_dynamic').xPt).toBeCloseTo(120);
  });

  it('scales the name from 42 points down to half the page', () => {
    expect(lineOf('name', '3_dynamic', { name: 'Ada' }).sizePt).toBe(42);
    const long = lineOf('name', '3_dynamic', { name: 'A'.repeat(25) });
    expect(long.sizePt).toBeLessThan(42);
    expect(toMm(long.widthPt)).toBeLessThanOrEqual(148.5);
    expect(toMm((long.widthPt / long.sizePt) * (long.sizePt + 1))).toBeGreaterThan(148.5);
  });

  it('scales the course title from 36 points down to two lines', () => {
    const titles = linesOf('3_dynamic', {}, { longCourse: 'A Course with a Long Name '.repeat(3) }).filter(
      ({ block }) => block.role === 'course title',
    );

    expect(titles).toHaveLength(2);
    expect(titles[0]).toMatchObject({ block: { color: '#8c1414' } });
  });

  it('prints grade, text for the grade and disclaimer when there are some', () => {
    expect(
      textsOf('3_dynamic', { grade: 'Distinction', interstitial: 'well done' }, { disclaimer: 'no credit' }),
    ).toMatchObject({ grade: 'with Distinction.', interstitial: 'well done', disclaimer: 'no credit' });
    const plain = textsOf('3_dynamic');
    for (const role of ['grade', 'interstitial', 'disclaimer']) expect(plain).not.toHaveProperty(role);
  });
});

describe('version stanford_cme of the old agent', () => {
  const credits = '1.5 credits';

  it('prints the learner’s title, unless the course forbids it', () => {
    expect(textsOf('stanford_cme', { designation: 'MD' })['name']).toBe('Ada Lovelace, MD');
    expect(textsOf('stanford_cme', { designation: 'MD' }, { noTitle: true })['name']).toBe('Ada Lovelace');
    expect(textsOf('stanford_cme')['name']).toBe('Ada Lovelace');
  });

  it.each([
    ['MD', ['MD', 'DO'], 'and is awarded 1.5 credits.'],
    ['M.D., PhD', ['MD'], 'and is awarded 1.5 credits.'],
    ['PhD', ['MD'], 'The activity was designated for 1.5 credits.'],
    ['MD', [], 'The activity was designated for 1.5 credits.'],
    [null, ['MD'], 'The activity was designated for 1.5 credits.'],
    ['', [''], 'The activity was designated for 1.5 credits.'],
  ])('awards credits to a learner with the title %j where %j count', (designation, mdCerts, expected) => {
    expect(textsOf('stanford_cme', { designation }, { mdCerts, credits })['credits']).toBe(expected);
  });

  it('says nothing of credits where the course has none', () => {
    expect(textsOf('stanford_cme')).not.toHaveProperty('credits');
  });
});

describe.each([...builtInLayouts.keys()])('in the layout %s', (layout) => {
  const everything: Partial<CertificateSettings> = {
    disclaimer: 'This certificate confers no academic credit. '.repeat(3),
    credits: '1.5 credits',
    association: 'a course of study',
  };
  const personal = { grade: 'Distinction', designation: 'MD', interstitial: 'with all the exercises' };
  it.each([
    ['ordinary', 'Ada Lovelace', {}],
    ['long', 'W'.repeat(255), { longCourse: 'M'.repeat(1_000), org: 'An Organisation '.repeat(4) }],
    ['long, of many words', 'Maria '.repeat(42), { longCourse: 'To Be Or Not To Be '.repeat(52) }],
  ])('blocks of %s texts never touch, and stay on the page', (_, name, settings) => {
    expectApart(layout, { ...personal, name }, { ...everything, ...settings });
  });

  it('blocks never touch, whatever is long', () => {
    const words = (most: number) =>
      fc.nat(most).map((letters) => 'of many a word '.repeat(letters).slice(0, letters).trim());
    const learner = fc.record({
      name: words(255),
      designation: words(200),
      grade: words(50),
      interstitial: words(1_000),
    });
    const course = fc.record({
      called: words(60),
      org: words(80),
      longOrg: words(255),
      course: words(60),
      longCourse: words(1_000),
      issuedDate: words(60),
      association: words(255),
      credits: words(255),
      disclaimer: words(1_000),
    });
    fc.assert(
      fc.property(learner, course, (person, settings) => expectApart(layout, person, settings)),
      { numRuns: 60, seed: 1 },
    );
  });
});

const expectApart = (layout: string, ...given: [Partial<Personal>, Partial<CertificateSettings>]): void => {
  const page = builtInLayouts.get(layout)?.layout.page;
  const lines = linesOf(layout, ...given);
  const boxes = lines.map(({ xPt, widthPt, baselinePt, sizePt, block }) => ({
    role: block.role,
    left: xPt,
    right: xPt + widthPt,
    // Where capitals with accents end.
    top: baselinePt - 0.85 * sizePt,
    bottom: baselinePt + 0.3 * sizePt,
  }));
  for (const [at, box] of boxes.entries()) {
    expect(box.left, box.role).toBeGreaterThanOrEqual(mm(10));
    expect(box.right, box.role).toBeLessThanOrEqual(mm((page?.widthMm ?? 0) - 10));
    expect(box.bottom, box.role).toBeLessThanOrEqual(mm((page?.heightMm ?? 0) - 8));
    for (const other of boxes.slice(at + 1).filter(({ role }) => role !== box.role)) {
      const apart =
        other.left >= box.right - 1 ||
        box.left >= other.right - 1 ||
        other.top >= box.bottom - 1 ||
        box.top >= other.bottom - 1;
      expect(apart, `${box.role} and ${other.role}`).toBe(true);
    }
  }
};

describe('the standard layouts', () => {
  it.each(['standard', 'standard-portrait'])('%s has a QR code that telephones can read from paper', (name) => {
    const [code, another] = builtInLayout(name).qr;
    expect(another).toBeUndefined();
    // 57 modules are the most that an address of 128 characters needs at level M; a telephone wants a third of a millimetre.
    expect((code?.sizeMm ?? 0) / (57 + 8)).toBeGreaterThan(0.33);
  });
});
