import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDesign } from '../../src/config/choose-design.ts';
import type { Course } from '../../src/config/course-data.ts';
import { builtInLayouts, type NamedLayout } from '../../templates/built-in-layouts.ts';
import { layoutSchema } from '../../templates/layout-schema/layout.ts';

type Given = Readonly<{
  course?: Course;
  template?: string | null;
  files?: readonly string[];
  fallback?: 'refuse' | 'standard';
  layouts?: ReadonlyMap<string, NamedLayout>;
}>;

const usual = 'certificate-template-MITx-6.002x.pdf';
const verified = 'certificate-template-MITx-6.002x-verified.pdf';

/** What is chosen for the course MITx 6.002x, whose own data say that it is `Circuits` of `MIT`. */
const choose = ({ course = {}, template = null, files = [], fallback = 'refuse', layouts = builtInLayouts }: Given) => {
  const templates = new Map<string, string[]>();
  for (const place of files) {
    const name = place.split('/').at(-1) ?? '';
    templates.set(name, [...(templates.get(name) ?? []), place]);
  }
  const keys = [
    { org: 'MIT', course: 'Circuits' },
    { org: 'MITx', course: '6.002x' },
  ];
  const { layout, underlay, ...design } = chooseDesign({ course, keys, template, fallback }, { layouts, templates });
  return { ...design, layout: layout.name, underlay: underlay?.file ?? null, problem: design.problem?.code ?? null };
};

describe('a course’s layout', () => {
  it('is the standard one, unless the course names another', () => {
    expect(choose({}).layout).toBe('standard');
    expect(choose({ course: { VERSION: '3_dynamic' } }).layout).toBe('3_dynamic');
    expect(choose({ course: { VERSION: '2', LAYOUT: 'stanford' } }).layout).toBe('stanford');
  });

  it('beats the one that a built-in template stands for', () => {
    expect(choose({ template: 'blank-portrait.pdf' }).layout).toBe('standard-portrait');
    expect(choose({ template: 'blank-portrait.pdf', course: { VERSION: '2' } })).toMatchObject({
      layout: '2',
      problem: null,
    });
  });
});

describe('a course’s template', () => {
  it('is the one that it names, then the request’s', () => {
    const files = ['a.pdf', 'b-verified.pdf'];
    expect(choose({ course: { TEMPLATEFILE: 'a.pdf' }, template: 'b-verified.pdf', files })).toMatchObject({
      underlay: 'a.pdf',
      kind: 'honor',
    });
    expect(choose({ template: 'b-verified.pdf', files })).toMatchObject({
      underlay: 'b-verified.pdf',
      kind: 'verified',
    });
  });

  it('is the file with its usual name when nobody names one', () => {
    expect(choose({ files: [usual] }).underlay).toBe(usual);
    expect(choose({ files: [usual, 'certificate-template-MIT-Circuits.pdf'] }).underlay).toBe(
      'certificate-template-MIT-Circuits.pdf',
    );
    expect(choose({ files: ['other.pdf'] }).underlay).toBeNull();
  });

  it('comes from the folder of its version, then from the template folder itself, then from any other', () => {
    const files = [`w/${usual}`, usual, `v1-cert-templates/${usual}`, `v2-cert-templates/${usual}`];
    expect(choose({ course: { VERSION: '2' }, files }).underlay).toBe(`v2-cert-templates/${usual}`);
    expect(choose({ files }).underlay).toBe(`v1-cert-templates/${usual}`);
    expect(choose({ course: { VERSION: 'stanford' }, files }).underlay).toBe(usual);
    expect(choose({ files: [`w/${usual}`, `b/${usual}`] }).underlay).toBe(`b/${usual}`);
  });

  it('that is missing makes no certificate', () => {
    expect(choose({ template: usual }).problem).toBe('template-unknown');
    expect(choose({ course: { TEMPLATEFILE: 'a.pdf' } }).problem).toBe('template-unknown');
    expect(choose({ template: usual, fallback: 'standard' })).toMatchObject({ problem: null, layout: 'standard' });
  });

  it('that is missing and has its usual name leaves the drawing of the layout that the course names', () => {
    expect(choose({ course: { VERSION: '2' }, template: verified })).toEqual({
      template: verified,
      layout: '2',
      kind: 'verified',
      underlay: null,
      problem: null,
    });
    expect(choose({ course: { VERSION: '2' }, template: 'QMSE01-distinction.pdf' }).problem).toBe('template-unknown');
    expect(choose({ course: { VERSION: '2', TEMPLATEFILE: usual } }).problem).toBe('template-unknown');
  });
});

describe('a layout over a file', () => {
  const layout = layoutSchema.parse({
    page: 'A4 landscape',
    background: { pdf: 'paper.pdf', page: 2 },
    blocks: [
      { role: 'name', text: '{name}', box: { left: '9mm', top: '9mm', width: '90mm', height: '9mm' }, sizes: '9pt' },
    ],
  });
  const layouts = new Map([...builtInLayouts, ['own', { name: 'own', sha256: 'x', layout }]]);
  const course = { LAYOUT: 'own' };

  it('lies over that file, or over the course’s template in its place', () => {
    expect(choose({ course, layouts, files: ['paper.pdf'] }).underlay).toBe('paper.pdf');
    expect(choose({ course, layouts, files: ['paper.pdf', usual], template: usual }).underlay).toBe(usual);
  });

  it('that is missing makes no certificate', () => {
    expect(choose({ course, layouts }).problem).toBe('template-unknown');
  });
});

describe('a hostile template name', () => {
  const files = ['a.pdf', `v2-cert-templates/${usual}`];
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '../secret.pdf',
      '/etc/passwd',
      '..',
      '.',
      '',
      'a.pdf\0',
      '\0',
      '__proto__',
      'constructor',
      'a.pdf/',
      './a.pdf',
    ),
    fc.constantFrom('x', '../', '\ud800', '\u202e').map((part) => part.repeat(10_000)),
    fc.constantFrom('v2-cert-templates/', '..\\', 'A.PDF').map((part) => `${part}${usual}`),
  );

  it('finds a file that is listed under this very name, or none', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom({}, { VERSION: '2' }), (template, course) => {
        const { underlay, problem, layout } = choose({ course, template, files });
        expect(underlay === null || files.includes(underlay)).toBe(true);
        expect(problem).toBe(['a.pdf', usual].includes(template) ? null : 'template-unknown');
        expect(builtInLayouts.has(layout)).toBe(true);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('is quoted in a message that is short, on one line', () => {
    fc.assert(
      fc.property(hostile, (template) => {
        const asked = { course: {}, keys: [], template, fallback: 'refuse' as const };
        const message = chooseDesign(asked, { layouts: builtInLayouts, templates: new Map() }).problem?.message ?? '';
        expect(message.length).toBeLessThan(700);
        expect(message).not.toMatch(/[\p{Cc}\u202e\u2028]|\p{Cs}/u);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
