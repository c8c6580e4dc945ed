import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSqliteDriver, type SqliteDatabase } from '../../src/adapters/event-store/sqlite/driver.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { createInstallation, type Installation, type Outcome } from './installation.ts';

const courseId = 'course-v1:edX+DemoX+2026';

let here: Installation;
let sandbox: Sandbox;
/** The streams of ada and grace. */
let ada: string;
let grace: string;

beforeAll(async () => {
  here = await createInstallation();
  sandbox = await startSandbox();
  const streams: string[] = [];
  for (const username of ['ada', 'grace']) {
    const asked = ['--course-id', courseId, '--username', username, '--name', 'A Learner', '--json'];
    const { stdout } = await here.run(['issue', ...asked], here.settings);
    streams.push(JSON.parse(stdout).stream);
  }
  [ada = '', grace = ''] = streams;
  await meddle(join(here.dataDir, 'events.db'), (database) => {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  });
});
afterAll(async () => {
  await sandbox.close();
  await here.remove();
});

const meddle = async (path: string, work: (database: SqliteDatabase) => void): Promise<void> => {
  const database = (await loadSqliteDriver()).open(path);
  try {
    work(database);
  } finally {
    database.close();
  }
};

let copies = 0;
const copyOfLog = (): string => {
  copies += 1;
  const path = join(here.path, `copy-${copies}.db`);
  copyFileSync(join(here.dataDir, 'events.db'), path);
  return path;
};

/** A copy of the log to which somebody did this. */
const lyingLog = async (sql: string): Promise<string> => {
  const path = copyOfLog();
  await meddle(path, (database) => {
    database.exec('DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_removed');
    database.exec(sql);
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  });
  return path;
};

const on = (path: string, ...args: readonly string[]): Promise<Outcome> =>
  here.run(args, { ...here.settings, CERT_AGENT_STORE: `sqlite:${path}` });

const expectInWords = ({ stderr, stdout }: Outcome): void => {
  expect(stderr + stdout).not.toMatch(/^ +at .*:\d+/m);
  expect(stderr + stdout).not.toContain('A Learner');
};

describe.each<[string, (stream: string) => string, RegExp, number]>([
  [
    'whose data are another’s',
    (stream) =>
      `UPDATE events SET data = replace(data, 'Certificate.pdf', 'Certificat.pdf') WHERE stream = '${stream}' AND revision = 3`,
    /is damaged at revision 3: it does not match its hash.*\(event-store-corrupt\)/,
    5,
  ],
  [
    'whose data are no JSON',
    (stream) => `UPDATE events SET data = substr(data, 1, 40) WHERE stream = '${stream}' AND revision = 3`,
    /is damaged at revision 3: its data is not JSON \(event-store-corrupt\)/,
    5,
  ],
  [
    'whose data are no UTF-8 text',
    (stream) => `UPDATE events SET data = CAST(x'7b22ff227d' AS TEXT) WHERE stream = '${stream}' AND revision = 3`,
    /is damaged at revision 3: it is not UTF-8 text \(event-store-corrupt\)/,
    5,
  ],
  [
    'with metadata that contradict its columns',
    (stream) =>
      `UPDATE events SET metadata = json_set(metadata, '$.reached', 'deleted') WHERE stream = '${stream}' AND revision = 3`,
    /is damaged at revision 3: it does not match its hash.*\(event-store-corrupt\)/,
    5,
  ],
  [
    'which is missing',
    (stream) => `DELETE FROM events WHERE stream = '${stream}' AND revision = 3`,
    /is damaged at revision 3: .*\(event-store-corrupt\)/,
    4,
  ],
  [
    'of a later version',
    (stream) => `UPDATE events SET schema = 2 WHERE stream = '${stream}' AND revision = 3`,
    /is damaged at revision 3: .*\(event-store-corrupt\)/,
    5,
  ],
])('a log with an event %s', (_, lie, says, lines) => {
  let path: string;
  let verified: Outcome;
  beforeAll(async () => {
    path = await lyingLog(lie(ada));
    verified = await on(path, 'verify-log');
  });

  it('is found out by verify-log, with 1, the stream and the revision', () => {
    expect(verified.exitCode).toBe(1);
    expect(verified.stdout).toMatch(says);
    expect(verified.stdout).toContain(ada);
    expectInWords(verified);
  });

  it('is shown up to there, with 1', async () => {
    const shown = await on(path, 'show', `${courseId}/ada`, '--json');
    expect(shown.exitCode).toBe(1);
    const view = JSON.parse(shown.stdout);
    expect(view).toMatchObject({ state: 'generating', fault: { stream: ada, revision: 3 } });
    expect(view.events).toHaveLength(3);
    expect(shown.stderr).toContain('at revision 3');
    expectInWords(shown);
  });

  it('is listed by audit as far as it goes, with 1', async () => {
    const audited = await on(path, 'audit', ada);
    expect(audited.exitCode).toBe(1);
    expect(audited.stdout.trimEnd().split('\n')).toHaveLength(lines);
    expect(audited.stdout).toContain('add_cert');
    expect(audited.stderr).toContain('at revision 3');
    expectInWords(audited);
  });
});

describe('status', () => {
  it('names the certificates that cannot be read to their end', async () => {
    const path = await lyingLog(`UPDATE events SET data = '{' WHERE stream = '${ada}' AND type = 'reply.posted'`);
    const { exitCode, stdout } = await on(path, 'status', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).damaged).toMatchObject([{ stream: ada, because: expect.stringContaining('not JSON') }]);
    expect((await on(path, 'status')).stdout).toMatch(/cannot be read to their end.*certificate-/s);
  });
});

describe('the agent', () => {
  it('serves the others, leaves the damaged stream alone and its item in the queue, and changes nothing', async () => {
    const path = await lyingLog(
      `UPDATE events SET data = replace(data, 'Certificate.pdf', 'Certificat.pdf') WHERE stream = '${ada}' AND revision = 3`,
    );
    await sandbox.lms.requestCertificate({ username: 'ada', courseId, name: 'A Learner' });
    await sandbox.lms.requestCertificate({ username: 'edsger', courseId, name: 'A Learner' });
    const queue = {
      CERT_AGENT_QUEUE_URL: sandbox.url,
      CERT_AGENT_QUEUE_NAME: sandbox.queue,
      CERT_AGENT_QUEUE_USER: 'agent',
      CERT_AGENT_QUEUE_PASS: 'sandbox',
    };
    const served = await here.run(['once'], { ...here.settings, ...queue, CERT_AGENT_STORE: `sqlite:${path}` });
    expect(served.exitCode).toBe(5);
    expect(served.stderr).toContain('is not answered, and stays in the queue');
    expect(sandbox.xqueue.items().map(({ retired }) => retired)).toEqual([false, true]);
    expect(sandbox.lms.row({ username: 'edsger', courseId })?.status).toBe('downloadable');
    const { stdout } = await on(path, 'audit', ada, '--json');
    expect(stdout.trimEnd().split('\n')).toHaveLength(5);
    expectInWords(served);
  });

  it.each([['resend'], ['replay']])('refuses to %s what is damaged, with 1', async (command) => {
    const path = await lyingLog(`UPDATE events SET reached = 'deleted' WHERE stream = '${ada}' AND revision = 1`);
    const queue = ['--queue-url', sandbox.url, '--queue-pass', 'sandbox'];
    const ended = await on(path, command, `${courseId}/ada`, ...(command === 'resend' ? queue : []));
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain(`${ada} is damaged at revision 1`);
    expectInWords(ended);
  });
});

describe('verify-log', () => {
  it('stops at the first lie, and names all when it is asked to', async () => {
    const path = await lyingLog(
      `UPDATE events SET time = '2020-01-01T00:00:00.000Z' WHERE type = 'certificate.created'`,
    );
    const first = await on(path, 'verify-log', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({ ok: false, count: 1, lies: [{ revision: 3 }] });
    const all = await on(path, 'verify-log', '--keep-going', '--json');
    expect(JSON.parse(all.stdout).lies.map(({ stream }: { stream: string }) => stream)).toEqual([ada, grace].sort());
  });

  it('needs no secret of the installation, so that an auditor can do it elsewhere', async () => {
    const path = copyOfLog();
    const args = ['--store', `sqlite:${path}`, '--data-dir', 'elsewhere'];
    const { exitCode, stdout } = await here.run(['verify-log', ...args]);
    expect({ exitCode, events: /^events +(\d+)$/m.exec(stdout)?.[1] }).toEqual({ exitCode: 0, events: '11' });
  });

  it('writes a receipt that shows later what was cut off, and that grows old well', async () => {
    const path = copyOfLog();
    const [receipt, heads] = [join(here.path, 'receipt.json'), join(here.path, 'heads')];
    const written = await on(path, 'verify-log', '--receipt', receipt, '--heads', heads);
    expect(written).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(readFileSync(receipt, 'utf8'))).toMatchObject({ streams: 3, events: 11, position: '11' });
    expect(readFileSync(heads, 'utf8').split('\n')).toHaveLength(4);

    const again = await on(path, 'verify-log', '--receipt', receipt);
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });

    await on(path, 'issue', '--course-id', courseId, '--username', 'alan', '--name', 'A Learner');
    const grown = await on(path, 'verify-log', '--expect', receipt);
    expect(grown).toMatchObject({ exitCode: 0 });
    expect(grown.stdout).toMatch(/^events +16$/m);

    const cut = await lyingLog(`DELETE FROM events WHERE stream = '${grace}' AND revision = 4`);
    expect(await on(cut, 'verify-log')).toMatchObject({ exitCode: 0 });
    const found = await on(cut, 'verify-log', '--expect', receipt);
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toContain('(receipt-differs)');
  });

  it('reads nothing when the receipt cannot be written where it was asked for', async () => {
    const { exitCode, stdout, stderr } = await on(copyOfLog(), 'verify-log', '--receipt', 'nowhere/receipt.json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('no file can be written in nowhere (ENOENT): give another place');
  });

  it.each([
    ['that is not there', 'no-such-file', 'cannot be read (ENOENT)'],
    ['that is none', 'key.asc', 'is not a receipt'],
  ])('does not take a receipt %s', async (_, file, words) => {
    const { exitCode, stderr } = await on(copyOfLog(), 'verify-log', '--expect', file);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });

  it('does not take a log without any event for a good one', async () => {
    const { exitCode, stdout } = await on(join(here.path, 'nothing.db'), 'verify-log');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('(log-empty)');
  });
});

describe('replay', () => {
  it('of all says how many are in each state, and agrees with the view', async () => {
    const { exitCode, stdout, stderr } = await on(copyOfLog(), 'replay', '--all', '--diff', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      streams: 2,
      events: 10,
      byState: { downloadable: 2 },
      corrupt: 0,
      different: 0,
    });
    expect(stderr).toMatch(/events\/s/);
  });

  it('of all names the corrupt ones, with 1', async () => {
    const path = await lyingLog(`UPDATE events SET time = '2020' WHERE stream = '${ada}' AND revision = 2`);
    const { exitCode, stdout } = await on(path, 'replay', '--all');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^corrupt +1$/m);
    expect(stdout).toMatch(/^ downloadable +1$/m);
    expect(stdout).toContain(`stream ${ada} is damaged at revision 2`);
  });

  it('of several prints a document each, as things were', async () => {
    const { exitCode, stdout } = await on(copyOfLog(), 'replay', ada, `${courseId}/grace`, '--until', '2', '--json');
    const views = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect({ exitCode, streams: views.map(({ stream }) => stream) }).toEqual({ exitCode: 0, streams: [ada, grace] });
    expect(views).toMatchObject(Array(2).fill({ state: 'generating', owed: ['publish'] }));
  });

  it('at a time before anything says that nothing was', async () => {
    const { stdout } = await on(copyOfLog(), 'replay', '--all', '--at', '2001-01-01', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ streams: 2, events: 0, byState: {} });
    const one = await on(copyOfLog(), 'replay', ada, '--at', '2001-01-01', '--json');
    expect(JSON.parse(one.stdout)).toMatchObject({ state: 'unavailable', owed: [], events: [] });
  });

  it.each([
    ['nothing at all', [], 'give one or more certificates, or --all'],
    ['all, and one', ['--all', 'certificate-a'], 'give one or more certificates, or --all'],
    ['two points in time', ['--all', '--at', '2026-01-01', '--until', '3'], 'cannot be used with'],
    ['a comparison of the past', ['--all', '--diff', '--until', '3'], 'cannot be used with'],
    ['a time of no zone', ['--all', '--at', '2026-01-01T10:00'], 'a time is written like'],
  ])('ends with 2 for %s', async (_, args, words) => {
    const { exitCode, stdout, stderr } = await here.run(['replay', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('a file that is not this program’s log is refused with 1, and left as it is', () => {
  const made = async (sql: string): Promise<string> => {
    const path = copyOfLog();
    await meddle(path, (database) => {
      database.exec(sql);
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    });
    return path;
  };

  it.each<[string, () => Promise<string>, string]>([
    ['of a newer program', () => made('PRAGMA user_version = 99'), 'written by a newer certificate-agent'],
    ['of an older program', () => made('PRAGMA user_version = 1'), 'written before its events were chained'],
    ['of another program', () => made('PRAGMA application_id = 42'), 'another program'],
    [
      'that is cut off',
      async () => {
        const path = copyOfLog();
        truncateSync(path, 5_000);
        return path;
      },
      'cut off',
    ],
    [
      'that is a letter',
      async () => {
        const path = copyOfLog();
        writeFileSync(path, 'Dear Ada,\n'.repeat(500));
        return path;
      },
      'not a SQLite database',
    ],
  ])('%s', async (_, make, words) => {
    const path = await make();
    const before = readFileSync(path);
    const ended = await on(path, 'verify-log');
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).toContain('(event-store-corrupt)');
    expectInWords(ended);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
