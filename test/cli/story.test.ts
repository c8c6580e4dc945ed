import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { createInstallation, type Installation } from './installation.ts';

const courseId = 'course-v1:edX+DemoX+2026';
const ada = ['--course-id', courseId, '--username', 'ada', '--name', 'Ada Lovelace'];

let here: Installation;
let sandbox: Sandbox;
beforeAll(async () => {
  here = await createInstallation();
  sandbox = await startSandbox();
});
afterAll(async () => {
  await sandbox.close();
  await here.remove();
});

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a history without any event', () => {
  it('has a status, which is no error', async () => {
    const words = await here.run(['status']);
    expect(words).toMatchObject({ exitCode: 0, stdout: '' });
    const { exitCode, stdout } = await here.run(['status', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      counts: {},
      needsIntervention: [],
      damaged: [],
      certificates: [],
      after: null,
    });
  });
});

describe('a certificate that a person issues', () => {
  it('is not made when the queue’s border would not let it in, and leaves no trace', async () => {
    for (const [flag, value, code] of [
      ['--course-id', 'algebra', 'course-key-invalid'],
      ['--name', ' ', 'name-empty'],
      ['--name', 'x'.repeat(256), 'name-too-long'],
      ['--username', 'a\nb', 'username-invalid'],
      ['--template', '../etc/passwd', 'template-name-unsafe'],
    ] as const) {
      const { exitCode, stdout, stderr } = await here.run(['issue', ...ada, flag, value], here.settings);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain(`(${code})`);
    }
    expect((await here.run(['audit', '--json'])).stdout).not.toContain('add_cert');
  });

  it('is told by its link alone, then by every command that reads', async () => {
    const issued = await here.run(['issue', ...ada], here.settings);
    expect(issued).toMatchObject({ exitCode: 0, stderr: '' });
    expect(issued.stdout).toMatch(/^https:\/\/certs\.example\.org\/downloads\/[0-9a-f]{32}\/Certificate\.pdf\n$/);

    const uuid = issued.stdout.split('/')[4] ?? '';
    const shown = JSON.parse((await here.run(['show', uuid, '--json'])).stdout);
    expect(shown).toMatchObject({ state: 'downloadable', courseId, owed: [], errorReason: null });
    const byLearner = await here.run(['show', `${courseId}/ada`]);
    expect(byLearner.stdout).toContain(`${shown.stream} is downloadable`);

    const replayed = await here.run(['replay', shown.stream, '--until', '0', '--json']);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ state: 'generating', owed: ['renderPdf'] });
    expect(replayed.stderr).toContain('folded 1 of 5 events');

    const audited = linesOf((await here.run(['audit', shown.stream, '--json'])).stdout);
    expect(audited.map(({ type }) => type)).toEqual(shown.events.map(({ type }: { type: string }) => type));
    expect(JSON.parse((await here.run(['status', '--json'])).stdout).counts).toEqual({ downloadable: 1 });
  });

  it('ends with 1 and the reason when it cannot be made', async () => {
    const { exitCode, stdout, stderr } = await here.run(['issue', ...ada, '--username', 'xm', '--name', '𓀀𓀁𓀂'], {
      ...here.settings,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('U+13000');
  });
});

describe('the queue', () => {
  const queue = () => ({
    ...here.settings,
    CERT_AGENT_QUEUE_URL: sandbox.url,
    CERT_AGENT_QUEUE_NAME: sandbox.queue,
    CERT_AGENT_QUEUE_USER: 'agent',
    CERT_AGENT_QUEUE_PASS: 'sandbox',
  });

  it('is emptied, with 0 when all went well', async () => {
    await sandbox.lms.requestCertificate({ username: 'grace', courseId, name: 'Grace Hopper' });
    expect(await here.run(['once'], queue())).toMatchObject({ exitCode: 0, stdout: '' });
    expect(sandbox.lms.row({ username: 'grace', courseId })?.status).toBe('downloadable');
  });

  it('is emptied, with 5 when an item ended in an error, and the refused one can be looked at', async () => {
    await sandbox.lms.submitRaw('this is not JSON');
    expect(await here.run(['once'], queue())).toMatchObject({ exitCode: 5, stdout: '' });

    const { certificates } = JSON.parse((await here.run(['status', '--state', 'refused', '--json'])).stdout);
    const [{ stream }] = certificates;
    expect(stream).toMatch(/^refused-/);
    const { exitCode, stdout } = await here.run(['show', stream]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${stream} is refused`);
    expect(stdout).toContain('body-not-json');
  });

  it('gets an answer again when a person says so', async () => {
    const told = sandbox.lms.told().length;
    const { exitCode, stdout } = await here.run(['resend', `${courseId}/grace`], queue());
    expect({ exitCode, words: stdout.includes('has taken the answer') }).toEqual({ exitCode: 0, words: true });
    expect(sandbox.lms.told().length).toBe(told + 1);
  });

  it('is not told of what a person issued', async () => {
    const { exitCode, stderr } = await here.run(['resend', `${courseId}/ada`], queue());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no queue waits for an answer');
  });
});

describe('the views', () => {
  it('list certificates page by page, filtered by state, course, reason and age', async () => {
    const page = async (...flags: readonly string[]) =>
      JSON.parse((await here.run(['status', '--json', ...flags])).stdout);
    const first = await page('--limit', '2');
    const rest = await page('--limit', '9', '--after', first.after);
    const streams = [...first.certificates, ...rest.certificates].map(({ stream }: { stream: string }) => stream);
    expect([first.certificates.length, rest.after, new Set(streams).size]).toEqual([2, null, 4]);
    expect((await page('--reason', 'glyph-missing')).counts).toEqual({ error: 1 });
    expect((await page('--course', courseId, '--since', '1h')).counts).toEqual({ downloadable: 2, error: 1 });
    expect((await page('--older-than', '7d')).certificates).toEqual([]);
    expect(await here.run(['status', '--after', 'x'])).toMatchObject({ exitCode: 2, stdout: '' });

    const { days } = JSON.parse((await here.run(['status', '--daily', '--json'])).stdout);
    const told = days.filter(({ type }: { type: string }) => type === 'add_cert');
    expect(told.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(3);
  });

  it('say how far they are, and are made anew', async () => {
    const status = async () => JSON.parse((await here.run(['projections', 'status', '--json'])).stdout);
    const before = await status();
    expect(before).toMatchObject({ rebuild: null, unknown: [], damaged: [], standing: { checkpoint: before.head } });

    const rebuilt = await here.run(['projections', 'rebuild', 'lms-replies', 'daily-counts']);
    expect(rebuilt).toMatchObject({ exitCode: 0, stderr: '' });
    expect(rebuilt.stdout).toMatch(/^lms-replies, daily-counts: \d+ events in [\d.]+ s, \d+ events\/s\n$/);
    const after = await status();
    expect(after.standing).toEqual(before.standing);
    expect(after.views.map(({ rows }: { rows: number }) => rows)).toEqual(
      before.views.map(({ rows }: { rows: number }) => rows),
    );
    expect((await here.run(['projections', 'status'])).stdout).toContain('certificate-status');
  });

  it('are made anew, and not believed, when their file is damaged', async () => {
    const counted = async () => JSON.parse((await here.run(['status', '--json'])).stdout).counts;
    const before = await counted();
    await writeFile(join(here.dataDir, 'views-1.1.db'), 'a letter to a friend');
    const { stdout, stderr } = await here.run(['status', '--json']);
    expect(JSON.parse(stdout).counts).toEqual(before);
    expect(stderr).toContain('views-1.1.db: the file is not a SQLite database; the file is left as it is');
    expect(await readFile(join(here.dataDir, 'views-1.1.db'), 'utf8')).toBe('a letter to a friend');
    expect(await here.run(['status', '--json'])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('a bundle for others', () => {
  const file = () => join(here.path, 'bundle.json');

  it('is written for its owner only, once, and says that it has a name in it', async () => {
    const exported = await here.run(['audit', 'export', `${courseId}/ada`, '--out', file()], here.settings);
    expect(exported).toMatchObject({ exitCode: 0, stdout: '' });
    expect(exported.stderr).toContain('the learner’s name');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const again = await here.run(['audit', 'export', `${courseId}/ada`, '--out', file()], here.settings);
    expect(again).toMatchObject({ exitCode: 2 });
    expect(again.stderr).toContain('there is a file of this name already');
  });

  it('is checked without any setting, and with the PDF', async () => {
    const { stdout } = await here.run(['show', `${courseId}/ada`, '--json']);
    const [, uuid = ''] = /downloads\/([0-9a-f]{32})/.exec(stdout) ?? [];
    const pdf = join(here.webRoot, 'downloads', uuid, 'Certificate.pdf');
    const genuine = await here.run(['audit', 'verify', file(), '--pdf', pdf, '--json'], {});
    expect(genuine).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(genuine.stdout)).toMatchObject({ isGenuine: true });

    await writeFile(`${file()}.forged`, (await readFile(file(), 'utf8')).replace('Ada', 'Eve'));
    const forged = await here.run(['audit', 'verify', `${file()}.forged`], {});
    expect(forged.exitCode).toBe(1);
    expect(forged.stdout).toMatch(/^FALSE +signature/m);
    expect(forged.stderr).toContain('NOT genuine');
  });

  it.each([
    ['a file that is not there', ['nowhere.json'], 'no such bundle'],
    ['a file that is not JSON', ['key.asc'], 'not JSON'],
    ['a folder', ['www'], 'cannot be read'],
    ['a short fingerprint', ['bundle.json', '--fingerprint', 'ABC'], '40 hexadecimal digits'],
    ['a PDF that is not there', ['bundle.json', '--pdf', 'nowhere.pdf'], 'no such file'],
  ])('is asked for again when somebody gives %s', async (_, args, words) => {
    const { exitCode, stdout, stderr } = await here.run(['audit', 'verify', ...args], {});
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('the whole log', () => {
  it('can be asked for a time, a type and a course', async () => {
    const typesOf = async (...flags: readonly string[]) => {
      const { stdout } = await here.run(['audit', '--json', ...flags]);
      return stdout === '' ? [] : linesOf(stdout).map(({ type }) => type);
    };
    expect(await typesOf('--type', 'certificate.failed')).toEqual(['certificate.failed']);
    const all = await typesOf();
    expect(await typesOf('--since', '1h')).toEqual(all);
    expect(await typesOf('--until', '1h')).toEqual([]);
    expect(await typesOf('--until', '2020-01-01')).toEqual([]);
    const ofCourse = await typesOf('--course', courseId);
    expect(ofCourse).toEqual(
      all
        .filter((type) => !['installation.claimed', 'command.refused'].includes(String(type)))
        .slice(0, ofCourse.length),
    );

    expect(await typesOf('--course', 'course-v1:a+b+c')).toEqual([]);
  });

  it('says so when nothing in it is like that, and which types and states there are', async () => {
    const saidOf = async (...args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await here.run(args);
      expect(stdout).toBe('');
      return { exitCode, stderr };
    };
    const mistyped = await saidOf('audit', '--type', 'certificate.faild');
    expect(mistyped.exitCode).toBe(0);
    expect(mistyped.stderr).toMatch(/no such event.*certificate\.deleted.*did you mean certificate\.failed\?/s);
    expect((await saidOf('audit', '--until', '2020-01-01')).stderr).toBe('The history has no such event.\n');
    expect((await saidOf('audit', '--since', '5m', '--until', '1d')).exitCode).toBe(2);
    const noState = await saidOf('status', '--state', 'erorr');
    expect(noState.exitCode).toBe(2);
    expect(noState.stderr).toMatch(/^there is no state "erorr": they are .*refused; did you mean error\?/);
    expect((await here.run(['status', '--state', 'deleting'])).exitCode).toBe(0);
  });

  it('has every stream’s events in the order of storing', async () => {
    const events = linesOf((await here.run(['audit', '--json'])).stdout);
    expect(events[0]).toMatchObject({ stream: 'installation', type: 'installation.claimed' });
    expect(new Set(events.map(({ stream }) => stream)).size).toBe(5);
    const times = events.map(({ time }) => String(time));
    expect(times).toEqual([...times].sort());
  });

  it('may be read by somebody who stops after the first line', async () => {
    const { child, ended } = here.start(['audit']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
