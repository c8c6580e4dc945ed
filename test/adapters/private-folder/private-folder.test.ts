import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPrivateFolder } from '../../../src/adapters/private-folder/private-folder.ts';
import { builtInLayouts } from '../../../templates/built-in-layouts.ts';
import { createFolderFixture, type FolderFixture, opened, smallLayout } from './folder-fixture.ts';

let folder: FolderFixture;
beforeEach(() => {
  folder = createFolderFixture();
});
afterEach(() => folder.remove());

const problemsOf = async (path: string) => {
  const silent = { onRead: () => undefined, onProblems: () => undefined };
  const result = await openPrivateFolder(path, silent);
  return 'problems' in result ? result.problems : [];
};

describe('the operator’s private folder', () => {
  it('gives the course data and the places of its templates, in whatever folder they are', async () => {
    folder.write('cert-data.yml', 'edX/A/B: {ORG: X}');
    folder.write('template_data/blank.pdf', '');
    folder.write('template_data/valid.html', '');
    folder.write('template_data/v2-cert-templates/certificate-template-X-A.pdf', '');
    const { courses, templates } = await (await opened(folder.path)).current();

    expect(courses).toEqual(new Map([['edX/A/B', { ORG: 'X' }]]));
    expect(templates).toEqual(
      new Map([
        ['blank.pdf', ['blank.pdf']],
        ['certificate-template-X-A.pdf', ['v2-cert-templates/certificate-template-X-A.pdf']],
      ]),
    );
  });

  it.each(['empty', 'not set'])('gives nothing but the built-in layouts when it is %s', async (how) => {
    const path = { empty: folder.path, 'not set': null }[how] ?? null;
    const { courses, layouts, templates } = await (await opened(path)).current();

    expect([courses.size, templates.size]).toEqual([0, 0]);
    expect([...layouts.keys()]).toEqual([...builtInLayouts.keys()]);
  });

  it('is refused when it is set and not there, or no folder: a certificate without it would be another one', async () => {
    folder.write('file', '');
    const [absent, file] = [join(folder.path, 'no'), join(folder.path, 'file')];

    expect(await problemsOf(absent)).toMatchObject([
      { code: 'settings-file-unreadable', origin: { where: absent }, message: expect.stringContaining('is not there') },
    ]);
    expect(await problemsOf(file)).toMatchObject([{ code: 'settings-file-unreadable', origin: { where: file } }]);
  });

  it('is seen when it comes after a beginning without it, also when it is empty', async () => {
    const path = join(folder.path, 'later');
    let read = 0;
    const listeners = { onRead: () => (read += 1), onProblems: () => undefined };
    const later = await openPrivateFolder(path, listeners, 'begin-with-nothing');
    if ('problems' in later) throw new Error('it was to begin with nothing');
    expect((await later.current()).courses.size).toBe(0);
    mkdirSync(path);
    expect((await later.current()).layouts.size).toBe(builtInLayouts.size);
    expect(read).toBe(1);
  });

  it('that goes while it is used is told once, and what was read before goes on', async () => {
    folder.write('there/cert-data.yml', 'edX/A/B: {ORG: X}');
    const path = join(folder.path, 'there');
    const problems: string[] = [];
    const listeners = {
      onRead: () => undefined,
      onProblems: (all: readonly { message: string }[]) => problems.push(...all.map(({ message }) => message)),
    };
    const used = await openPrivateFolder(path, listeners);
    if ('problems' in used) throw new Error('it was to be read');
    rmSync(path, { recursive: true });
    expect((await used.current()).courses.size).toBe(1);
    expect((await used.current()).courses.size).toBe(1);
    expect(problems).toContainEqual(expect.stringContaining('is not there'));
    expect(new Set(problems).size).toBe(problems.length);
  });

  it('with mistakes in the course data is refused, with the place of each', async () => {
    folder.write('cert-data.yml', 'edX/A/B: {OGR: X}');

    expect(await problemsOf(folder.path)).toMatchObject([
      { code: 'course-data-invalid', origin: { where: join(folder.path, 'cert-data.yml'), line: 1, column: 11 } },
    ]);
  });

  it('whose templates are no folder is refused', async () => {
    folder.write('template_data', '');

    expect(await problemsOf(folder.path)).toMatchObject([{ code: 'settings-file-unreadable' }]);
  });

  it('has layouts of the operator’s own, which courses can name', async () => {
    folder.write('template_data/layouts/diploma.json', smallLayout());
    folder.write('template_data/layouts/layout.schema.json', '{}');
    folder.write('cert-data.yml', 'edX/A/B: {LAYOUT: diploma}\nedX/A/C: {VERSION: diploma}');
    const { layouts, courses } = await (await opened(folder.path)).current();

    expect(layouts.get('diploma')).toMatchObject({ name: 'diploma', layout: { page: { widthMm: 297 } } });
    expect(courses.size).toBe(2);
  });

  it('with a layout that cannot be used is refused, with the place', async () => {
    folder.write('template_data/layouts/diploma.json', smallLayout({ page: 'A5' }));

    expect(await problemsOf(folder.path)).toMatchObject([{ code: 'layout-invalid', origin: { line: 1, column: 2 } }]);
  });
});

describe('links in the template folder', () => {
  const secret = 'not a template';
  beforeEach(() => folder.write('secret.pdf', secret));
  const listed = async () => [...(await (await opened(folder.path)).current()).templates.keys()];

  it('are followed as long as they stay in it', async () => {
    folder.write('template_data/real/a.pdf', '');
    symlinkSync('real/a.pdf', join(folder.path, 'template_data/b.pdf'));
    symlinkSync('real', join(folder.path, 'template_data/linked'));

    expect((await listed()).sort()).toEqual(['a.pdf', 'b.pdf']);
  });

  it.each([
    ['../secret.pdf', 'a file above it'],
    ['/etc/hostname', 'a file elsewhere'],
    ['x.pdf', 'themselves'],
    ['nowhere.pdf', 'nothing'],
  ])('to %s are no templates', async (target) => {
    mkdirSync(join(folder.path, 'template_data'));
    symlinkSync(target, join(folder.path, 'template_data/x.pdf'));

    expect(await listed()).toEqual([]);
  });

  it('to folders outside, and in circles, lead nowhere', async () => {
    folder.write('template_data/real/a.pdf', '');
    symlinkSync('..', join(folder.path, 'template_data/up'));
    symlinkSync('..', join(folder.path, 'template_data/real/circle'));

    expect(await listed()).toEqual(['a.pdf']);
  });

  it('back to their own folder do not make many of few', async () => {
    folder.write('template_data/real/deep/a.pdf', '');
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      symlinkSync('.', join(folder.path, 'template_data/real', name));
      symlinkSync('..', join(folder.path, 'template_data/real/deep', name));
    }

    expect((await (await opened(folder.path)).current()).templates).toEqual(new Map([['a.pdf', ['real/deep/a.pdf']]]));
  });
});

describe('a change in the folder', () => {
  it('of the course data counts from the next request on', async () => {
    folder.write('cert-data.yml', 'edX/A/B: {ORG: X}');
    const { current, reads } = await opened(folder.path);
    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('X');
    folder.write('cert-data.yml', 'edX/A/B: {ORG: Y}');

    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('Y');
    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('Y');
    expect(reads.count).toBe(1);
  });

  it('by an editor that replaces the file counts as well', async () => {
    folder.write('cert-data.yml', 'edX/A/B: {ORG: X}');
    const { current } = await opened(folder.path);
    folder.write('new.yml', 'edX/A/B: {ORG: Y}');
    renameSync(join(folder.path, 'new.yml'), join(folder.path, 'cert-data.yml'));

    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('Y');
  });

  it('that adds a template or a layout, or changes one, counts', async () => {
    folder.write('template_data/layouts/one.json', smallLayout());
    const { current } = await opened(folder.path);
    folder.write('template_data/v2-cert-templates/new.pdf', '');
    folder.write('template_data/layouts/two.json', smallLayout());
    folder.write('template_data/layouts/one.json', smallLayout({ page: 'A4 portrait' }));
    const { templates, layouts } = await current();

    expect([...templates.keys()]).toEqual(['new.pdf']);
    expect(layouts.get('one')?.layout.page.widthMm).toBe(210);
    expect(layouts.has('two')).toBe(true);
  });

  it('that brings a folder where there was none counts', async () => {
    const { current } = await opened(folder.path);
    folder.write('template_data/new.pdf', '');
    folder.write('cert-data.yml', 'edX/A/B: {}');

    expect((await current()).templates.size).toBe(1);
    expect((await current()).courses.size).toBe(1);
  });

  it.each([
    ['broken', 'edX/A/B: {ORG: Y', 'cert-data.yml:1:'],
    ['misspelt', 'edX/A/B:\n  OGR: Y', 'cert-data.yml:2:3: "OGR" says nothing about a course; did you mean ORG?'],
  ])('that is %s is told once, with its place, and what was there before goes on', async (_, text, expected) => {
    folder.write('cert-data.yml', 'edX/A/B: {ORG: X}');
    const { current, problems } = await opened(folder.path);
    folder.write('cert-data.yml', text);

    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('X');
    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('X');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
    folder.write('cert-data.yml', 'edX/A/B: {ORG: Z}');
    expect((await current()).courses.get('edX/A/B')?.ORG).toBe('Z');
  });

  it.each(['cert-data.yml', 'template_data'])(
    'that takes %s away is told, and what was there goes on',
    async (what) => {
      folder.write('cert-data.yml', 'edX/A/B: {ORG: X}');
      folder.write('template_data/a.pdf', '');
      const { current, problems } = await opened(folder.path);
      rmSync(join(folder.path, what), { recursive: true });

      for (const _ of [1, 2]) {
        const { courses, templates } = await current();
        expect([courses.size, templates.size]).toEqual([1, 1]);
      }
      expect(problems.map((problem) => problem.includes(what))).toEqual([true]);
    },
  );

  it('is seen by everybody who asks at the same time', async () => {
    folder.write('cert-data.yml', 'edX/A/B: {ORG: X}');
    const { current, reads } = await opened(folder.path);
    writeFileSync(join(folder.path, 'cert-data.yml'), 'edX/A/B: {ORG: Y}');
    const contents = await Promise.all(Array.from({ length: 20 }, current));

    expect(contents.map(({ courses }) => courses.get('edX/A/B')?.ORG)).toEqual(Array(20).fill('Y'));
    expect(reads.count).toBe(1);
  });
});
