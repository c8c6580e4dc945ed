import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awkwardNames } from '../../templates/awkward-names.ts';
import { builtInLayouts } from '../../templates/built-in-layouts.ts';
import { createInstallation, type Installation } from './installation.ts';

let here: Installation;
const at = (...place: readonly string[]): string => join(here.path, ...place);
const sample = (...args: readonly string[]) => here.run(['sample', ...args]);

beforeAll(async () => {
  here = await createInstallation();
  await mkdir(at('private'));
  await writeFile(
    at('private', 'cert-data.yml'),
    'MIT/6.002x/2013_Spring:\n  VERSION: 2\n  LONG_COURSE: Circuits\ncourse-v1:edX+DemoX+2026:\n  TEMPLATEFILE: gone.pdf\n',
  );
});
afterAll(() => here.remove());

describe('sample', () => {
  it('draws every layout with every awkward name when there is no course, with nothing configured', async () => {
    const { exitCode, stdout, stderr } = await sample('--out', 'all');
    const files = [...builtInLayouts.keys()].flatMap((name) => awkwardNames.map((_, n) => `${name}-${n + 1}.pdf`));
    expect((await readdir(at('all'))).sort()).toEqual([...files].sort());
    expect(stdout.trimEnd().split('\n')).toEqual(files.map((file) => join('all', file)));
    expect(stderr).toContain(`${files.length} of ${files.length} samples are in all`);
    expect(exitCode).toBe(0);
    expect((await readFile(at('all', '3_dynamic-2.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    // Nothing is stored: no history begins.
    expect(await readdir(here.path)).not.toContain('data');
  });

  it('draws every course of cert-data.yml, goes on after a failure, and reports both', async () => {
    const { exitCode, stderr } = await sample(
      ...['--cert-private-dir', 'private', '-n', '=1+1', '-r', 'report.csv', '--out', 'courses'],
    );
    expect(exitCode).toBe(5);
    expect(await readdir(at('courses'))).toEqual(['MIT_6.002x_2013_Spring-1.pdf']);
    expect(stderr).toMatch(
      /^course-v1_edX\+DemoX\+2026-1.pdf: there is no template "gone.pdf".*\(template-unknown\)$/m,
    );
    const [heading, first, second] = (await readFile(at('report.csv'), 'utf8')).split('\r\n');
    expect(heading).toBe('course,name,file,ok,reason');
    expect(first).toBe("MIT/6.002x/2013_Spring,'=1+1,MIT_6.002x_2013_Spring-1.pdf,yes,");
    expect(second).toMatch(/^course-v1:edX\+DemoX\+2026,'=1\+1,.*,no,.*template-unknown/);
  });

  it('lets flags beat cert-data.yml', async () => {
    const course = ['--cert-private-dir', 'private', '-c', 'course-v1:edX+DemoX+2026', '-n', 'Ada Lovelace'];
    const words = ['-o', 'Org', '-l', 'Title', '-i', '2026-05-01', '-T', 'MD', '-G', 'Pass'];
    const { exitCode, stdout } = await sample(...course, ...words, '-t', 'blank.pdf', '--out', 'flags');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'flags/course-v1_edX+DemoX+2026-1.pdf\n' });
  });

  it('says so when the course is not in cert-data.yml', async () => {
    const args = ['--cert-private-dir', 'private', '-c', 'course-v1:edX+DemoX+2062', '-n', 'Ada', '--out', 'unlisted'];
    const { exitCode, stderr } = await sample(...args, '-t', 'blank.pdf');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /"course-v1:edX\+DemoX\+2062" is not in cert-data\.yml.*did you mean course-v1:edX\+DemoX\+2026\?/,
    );
  });

  it('takes names from a file in their order, with a byte order mark, blank lines and any line ends', async () => {
    await writeFile(at('names.txt'), '\ufeffAda Lovelace\r\n\r\n  \n성미\rZoë\n');
    const { exitCode, stdout } = await sample('-c', 'a/b/c', '-f', 'names.txt', '-r', 'names.csv', '--out', 'named');
    expect(exitCode).toBe(0);
    expect(stdout).toBe('named/a_b_c-1.pdf\nnamed/a_b_c-2.pdf\nnamed/a_b_c-3.pdf\n');
    const report = await readFile(at('names.csv'), 'utf8');
    expect(report.split('\r\n').map((line) => line.split(',')[1])).toEqual([
      'name',
      'Ada Lovelace',
      '성미',
      'Zoë',
      undefined,
    ]);
  });

  it('refuses a hostile name with a reason that does not repeat it, and draws the others', async () => {
    const lines = [
      'Z'.repeat(100_000),
      '\u0007\u0000\u001b',
      'Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
      '\u202eZada\u0000',
    ];
    await writeFile(at('hostile.txt'), lines.join('\n'));
    const { exitCode, stderr, stdout } = await sample('-c', 'a/b/c', '-f', 'hostile.txt', '--out', 'hostile');
    expect(exitCode).toBe(5);
    expect(stdout).toBe('hostile/a_b_c-4.pdf\n');
    expect(stderr).toMatch(/^a_b_c-1.pdf: .*\(name-too-long\)$/m);
    expect(stderr).toContain('a_b_c-3.pdf: ');
    expect(stderr).not.toContain('Z');
    expect(stderr).not.toContain('\u001b');
  });

  it.each([
    ['is missing', 'no-such.txt', 'there is no such file'],
    ['is a folder', 'private', 'it is a folder, not a file'],
    ['is empty', 'empty.txt', 'there is no name in it'],
    ['holds half of a surrogate pair', 'surrogate.txt', 'it is not UTF-8 text'],
    ['is longer than anybody needs', 'long.txt', 'the file is longer than'],
  ])('draws nothing when the file of names %s', async (_, file, words) => {
    await writeFile(at('empty.txt'), '\n \n');
    await writeFile(at('surrogate.txt'), Buffer.from([0x41, 0x0a, 0xed, 0xa0, 0x80, 0x0a]));
    await writeFile(at('long.txt'), 'a\n'.repeat(5_000_000));
    const { exitCode, stderr } = await sample('-c', 'a/b/c', '-f', file, '--out', 'nothing');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(new RegExp(`^${file}: ${words}`));
    expect(await readdir(here.path)).not.toContain('nothing');
  });

  it.each(['../../../etc', '../../x', '/etc/passwd/x', '..'])(
    'never leaves its folder for a course called %s',
    async (id) => {
      const before = await readdir(join(here.path, '..'));
      const { exitCode, stdout } = await sample('-c', id, '-n', 'Ada', '--out', 'inside', '--overwrite');
      expect(await readdir(join(here.path, '..'))).toEqual(before);
      const files = stdout.split('\n').filter((line) => line !== '');
      for (const file of files) expect(file).toMatch(/^inside\/[A-Za-z0-9._+-]+$/);
      expect(exitCode).toBe(files.length > 0 ? 0 : 1);
    },
  );

  it('follows no link in its folder, and replaces files only when it is told to', async () => {
    await mkdir(at('linked'));
    await writeFile(at('precious.txt'), 'mine');
    await symlink(at('precious.txt'), at('linked', 'a_b_c-1.pdf'));
    const args = ['-c', 'a/b/c', '-n', 'Ada', '--out', 'linked'];
    const refused = await sample(...args);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('linked/a_b_c-1.pdf is there already: give --overwrite');
    expect(await readlink(at('linked', 'a_b_c-1.pdf'))).toBe(at('precious.txt'));

    expect((await sample(...args, '--overwrite')).exitCode).toBe(0);
    expect(await readFile(at('precious.txt'), 'utf8')).toBe('mine');
    expect((await lstat(at('linked', 'a_b_c-1.pdf'))).isFile()).toBe(true);
    expect(await readdir(at('linked'))).toEqual(['a_b_c-1.pdf']);
  });

  it('does not write over an earlier report', async () => {
    await writeFile(at('kept.csv'), 'kept');
    const { exitCode } = await sample('-c', 'a/b/c', '-n', 'Ada', '-r', 'kept.csv', '--out', 'reported');
    expect(exitCode).toBe(2);
    expect(await readFile(at('kept.csv'), 'utf8')).toBe('kept');
  });

  it.each([
    ['in a folder that is not there', 'nowhere/report.csv', 'the report cannot be written in nowhere'],
    ['over a sample', 'refused/a_b_c-2.pdf', 'refused/a_b_c-2.pdf is the name of a sample'],
    ['over a sample, by another path', 'other-way/A_B_C-2.PDF', 'other-way/A_B_C-2.PDF is the name of a sample'],
    ['over a folder', 'private', 'private is a folder'],
  ])('draws nothing when the report would be written %s', async (_, report, words) => {
    await symlink(at('refused'), at('other-way')).catch(() => undefined);
    await writeFile(at('two.txt'), 'Ada\nGrace\n');
    const place = ['-f', 'two.txt', '-r', report, '--out', 'refused', '--overwrite'];
    const { exitCode, stderr } = await sample('-c', 'a/b/c', ...place);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(2);
    expect(await readdir(at('refused'))).toEqual([]);
  });

  it('lists the samples also when the report cannot be written at the end', async () => {
    await writeFile(at('eight.txt'), 'Ada\n'.repeat(8));
    const args = ['-c', 'a/b/c', '-f', 'eight.txt', '-r', 'taken.csv', '--out', 'unreported'];
    const { ended, says } = here.start(['sample', ...args]);
    await says('1/8');
    await writeFile(at('taken.csv'), 'somebody else’s');
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(1);
    expect(stdout.split('\n')).toHaveLength(9);
    expect(stderr).toContain('the report taken.csv was not written: there is a file of this name already');
  });

  it('says what is the matter when its folder cannot be made', async () => {
    await writeFile(at('file'), '');
    const { exitCode, stderr } = await sample('-c', 'a/b/c', '-n', 'Ada', '--out', 'file');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('file cannot be made a folder for samples (EEXIST)');
  });

  it('takes names from one place only', async () => {
    const { exitCode, stderr } = await sample('-n', 'Ada', '-f', 'names.txt', '--out', 'both');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot be used with');
  });
});
