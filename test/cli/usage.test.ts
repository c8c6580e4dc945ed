import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstallation, type Installation } from './installation.ts';

let here: Installation;
beforeAll(async () => {
  here = await createInstallation();
});
afterAll(() => here.remove());

describe('the command line', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await here.run(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('shows its help on stderr, with 2, when no command is given', async () => {
    const { exitCode, stdout, stderr } = await here.run([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Usage: certificate-agent');
  });

  it.each([
    ['a misspelt command', ['statsu'], 'Did you mean status?'],
    ['a misspelt flag', ['status', '--jsn'], 'Did you mean --json?'],
    ['a misspelt setting', ['run', '--queue-ur', 'x'], 'Did you mean --queue-url?'],
    ['an argument that is missing', ['show'], 'missing required argument'],
    ['an argument too many', ['status', 'ada'], 'too many arguments'],
    ['a revision that is no number', ['replay', 'x', '--until', 'now'], 'A whole number is expected.'],
    ['a time that is none', ['status', '--since', 'yesterday'], 'A time is expected'],
    ['a view that is not there', ['projections', 'rebuild', 'coffee'], 'certificate-status'],
    ['an option that must be given', ['issue', '--username', 'ada'], '--course-id'],
    ['a machine that is not there', ['machine', 'show', 'coffee'], 'give certificate or agent'],
    ['a format that is not there', ['machine', 'export', 'agent', '--format', 'png'], 'mermaid, svg, json, xstate'],
    ['a port that is none', ['inspect', 'x', '--port', '70000'], 'A whole number from 0 to 65535 is expected.'],
    ['a certificate that is not there', ['show', 'certificate-0'], 'no certificate has that name'],
    ['a learner who has none', ['audit', 'course-v1:a+b+c/ada'], 'COURSE_ID/USERNAME'],
  ])('ends with 2, and says what to do, at %s', async (_, args, words) => {
    const { exitCode, stdout, stderr } = await here.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('prints the settings as a table, as JSON, and as the documentation', async () => {
    const flags = ['--queue-name', 'certificates'];
    const table = await here.run(['config', 'print', ...flags]);
    expect(table.stdout).toMatch(/^QUEUE_NAME +"certificates" +--queue-name$/m);
    const json = await here.run(['config', 'print', '--json', ...flags]);
    expect(JSON.parse(json.stdout).QUEUE_NAME.value).toBe('certificates');
    const docs = await here.run(['config', 'docs']);
    expect(docs.stdout).toBe(await readFile('docs/settings.md', 'utf8'));
    expect([table, json, docs].map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
      Array(3).fill({ exitCode: 0, stderr: '' }),
    );
  });

  it('touches no folder that is called demo and is somebody else’s', async () => {
    await mkdir(join(here.path, 'demo'));
    await writeFile(join(here.path, 'demo', 'tape.txt'), 'our first song');
    const { exitCode, stdout, stderr } = await here.run(['demo']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^.*demo is not of an earlier demo: move it away, then try again\n$/);
    expect(await readFile(join(here.path, 'demo', 'tape.txt'), 'utf8')).toBe('our first song');
  });

  it('prints each machine’s chart', async () => {
    for (const name of ['certificate', 'agent']) {
      const { exitCode, stdout } = await here.run(['machine', 'show', name]);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^stateDiagram-v2\n/);
    }
  });

  it('lists the machines', async () => {
    const { exitCode, stdout } = await here.run(['machine', 'list', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        name: 'certificate',
        version: '1',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        states: 15,
        arrows: 28,
      },
      { name: 'agent', version: '1', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/), states: 18, arrows: 34 },
    ]);
    expect((await here.run(['machine', 'list'])).stdout).toMatch(/certificate +1 +[0-9a-f]{16} +15 +28/);
  });

  it('exports a machine in every format, to the terminal or to a file', async () => {
    const exported = async (format: string) =>
      (await here.run(['machine', 'export', 'agent', '--format', format])).stdout;
    expect(await exported('svg')).toBe(await readFile('docs/machines/agent.svg', 'utf8'));
    expect(JSON.parse(await exported('json')).arrows).toHaveLength(34);
    expect(JSON.parse(await exported('xstate')).states.work.initial).toBe('connecting');
    const toFile = await here.run(['machine', 'export', 'agent', '--format', 'xstate', '--out', 'agent.json']);
    expect(toFile).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(await readFile(join(here.path, 'agent.json'), 'utf8')).toBe(await exported('xstate'));
    const nowhere = await here.run(['machine', 'export', 'agent', '--out', 'no-such-folder/agent.mmd']);
    expect(nowhere).toMatchObject({ exitCode: 1, stdout: '' });
    expect(nowhere.stderr).toMatch(/^no-such-folder\/agent.mmd cannot be written: .*\n$/);
  });
});
