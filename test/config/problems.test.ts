import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import type { Need } from '../../src/config/settings-needs.ts';
import { renderProblems } from '../../src/config/settings-problem.ts';
import type { SettingsSources } from '../../src/config/settings-sources.ts';
import { authJson, envJson, problemsOf, resolved, sources, yamlFile } from './sources.ts';

const problems = (parts: Partial<SettingsSources>, needs: readonly Need[] = []) =>
  problemsOf(resolveSettings(sources(parts), needs));

describe('an unknown name', () => {
  it('in env.json is told with its line and the nearest right name', () => {
    expect(problems({ files: [envJson('{\n  "QUEUE_NAME": "q",\n  "QUEUE_ULR": "x"\n}')] })).toEqual([
      '../env.json:3:3 setting-unknown "QUEUE_ULR" is no setting; did you mean QUEUE_URL?',
    ]);
  });

  it('in the YAML file is told with its line, also inside a group', () => {
    expect(problems({ files: [yamlFile('queue_name: q\nlog:\n  fromat: edx\n')] })).toEqual([
      'certificate-agent.yml:3:3 setting-unknown "log.fromat" is no setting; did you mean LOG_FORMAT?',
    ]);
  });

  it('in the environment is told, and other programs’ variables are not ours to judge', () => {
    const environment = { CERT_AGENT_QUEUE_NAMEE: 'q', PATH: '/bin', QUEUE_NAMEE: 'x' };
    expect(problems({ environment })).toEqual([
      'CERT_AGENT_QUEUE_NAMEE setting-unknown there is no such setting; did you mean CERT_AGENT_QUEUE_NAME?',
    ]);
  });

  it('is not guessed at when nothing is near, and hides nothing', () => {
    expect(problems({ files: [envJson('{"EVIL\\u202e\\n": 1}')] })).toEqual([
      '../env.json:1:2 setting-unknown "EVIL\\u202e\\u000a" is no setting',
    ]);
  });

  it('never shows its value, which may be a misspelt secret', () => {
    expect(problems({ files: [authJson('{"QUEUE_PAS": "geheim"}')] }).join()).not.toContain('geheim');
  });
});

describe('a wrong value', () => {
  const wrong: [string, string, unknown, string][] = [
    ['a relative address', 'QUEUE_URL', 'xqueue.example.org', 'begins with http:// or https://'],
    ['an address with credentials', 'QUEUE_URL', 'https://u:p@x.org', 'without user, password'],
    ['an address with a query', 'CERT_VERIFY_URL', 'https://x.org/?a=1', 'without user, password, ? or #'],
    ['another protocol', 'S3_ENDPOINT', 'file:///etc', 'begins with http://'],
    ['a fraction', 'CONCURRENCY', 1.5, 'a whole number of submissions from 1 to 64'],
    ['a number out of bounds', 'QUEUE_POLL_FREQUENCY', 0, 'a whole number of seconds from 1 to 86400'],
    ['words for a number', 'QUEUE_POLL_FREQUENCY', 'often', 'a whole number of seconds'],
    ['neither yes nor no', 'S3_UPLOAD', 'perhaps', 'true or false'],
    ['a word that is no choice', 'LOG_FORMAT', 'xml', 'one of: auto, pretty, json, edx'],
    ['a number for text', 'QUEUE_NAME', 42, 'text on one line, in quotes'],
    ['a list', 'QUEUE_NAME', ['q'], 'text on one line'],
    ['a second line', 'QUEUE_NAME', 'a\nb', 'text on one line'],
    ['a path for a file name', 'CERT_FILENAME', '../C.pdf', 'a file name of letters'],
    ['the public dummy key', 'CERT_KEY_ID', 'FEF8D954', 'FEF8D954 is a public dummy key'],
    [
      'a long id of the public dummy key',
      'CERT_KEY_ID',
      `0x${'0'.repeat(32)}fef8d954`,
      'FEF8D954 is a public dummy key',
    ],
    ['another folder of pages', 'S3_VERIFY_PATH', 'verify', 'cert, the documented folder'],
    ['a short key', 'INSTALLATION_SECRET', 'short', 'at least 32 random characters'],
    ['an unknown store', 'STORE', 'mysql://x', 'sqlite:PATH, memory:, or esdb://HOST:PORT'],
    ['no names', 'CERT_ORGS_LONG', '[1]', 'long names by short name'],
    ['a tag breaker', 'SERVICE_VARIANT', 'certs] [x', 'a word of letters'],
  ];

  it.each(wrong)('%s is refused with its place and what is expected: %s', (_, name, value, expected) => {
    const [problem, ...more] = problems({ files: [envJson(`{\n${JSON.stringify(name)}: ${JSON.stringify(value)}}`)] });
    expect(problem).toContain(`../env.json:2:1 setting-invalid ${name} cannot be `);
    expect(problem).toContain(expected);
    expect(more).toEqual([]);
  });

  it('is quoted, unless it is a secret', () => {
    const found = problems({ flags: { logFormat: 'xml', queuePass: 'gehe\nim' } });
    expect(found).toEqual([
      '--queue-pass setting-invalid --queue-pass cannot be this value: expected text on one line, in quotes',
      '--log-format setting-invalid --log-format cannot be "xml": expected one of: auto, pretty, json, edx',
    ]);
  });

  it('does not matter when a stronger source gives a right one', () => {
    const parts = { flags: { queueName: 'q' }, files: [envJson('{"QUEUE_NAME": 42}')] };
    expect(resolved(parts).settings.queueName).toBe('q');
  });
});

describe('settings that contradict each other', () => {
  it('a name twice in files of the same rank is a problem', () => {
    expect(problems({ files: [envJson('{"QUEUE_NAME": "a"}'), authJson('{"QUEUE_NAME": "b"}')] })).toEqual([
      '../auth.json:1:2 setting-given-twice QUEUE_NAME gives what QUEUE_NAME (../env.json:1) gives already: remove one',
    ]);
  });

  it('a secret and its file at once are a problem', () => {
    const file = { path: '/run/pass', text: 'a', openToOthers: false };
    const variables = { CERT_AGENT_QUEUE_PASS: 'a', CERT_AGENT_QUEUE_PASS_FILE: '/run/pass' };
    const found = problems({ environment: variables, secretFiles: { CERT_AGENT_QUEUE_PASS_FILE: file } });
    expect(found.join()).toContain('setting-given-twice');
  });

  it('links longer than the LMS stores are a problem', () => {
    // 128 less `/downloads/`, 32 digits, `/` and `Certificate.pdf`.
    const address = (chars: number) => `https://${'a'.repeat(chars - 8)}`;
    expect(problems({ flags: { certDownloadUrl: address(69) } })).toEqual([]);
    expect(problems({ flags: { certDownloadUrl: address(70) } }).join()).toContain('would have 129 characters');
  });

  it('half of a pair of credentials is a problem', () => {
    expect(problems({ flags: { awsId: 'AKIA' } })).toEqual([
      '--aws-id setting-missing CERT_AWS_ID is given without CERT_AWS_KEY: give both or none',
    ]);
  });

  it('a setting about files cannot stand in one', () => {
    expect(problems({ files: [yamlFile('legacy_dir: /x')] }).join()).toContain(
      'certificate-agent.yml:1:1 setting-misplaced',
    );
  });
});

describe('what a command needs', () => {
  const all: Need[] = ['queue', 'publishing', 'signing'];
  const names = (parts: Partial<SettingsSources>, needs = all) =>
    problems(parts, needs).map((problem) => problem.split(' ').slice(1, 3).join(' '));

  it('is missing all at once', () => {
    expect(problems({}, all).map((problem) => problem.slice(0, 61))).toEqual([
      '- setting-missing QUEUE_URL is missing (Address of the xqueue',
      '- setting-missing QUEUE_PASS is missing (Password of the logi',
      '- setting-missing there is no place to publish: give CERT_BUC',
      '- setting-missing CERT_DOWNLOAD_URL is missing (Public addres',
      '- setting-missing there is no key to sign with: give SIGNING_',
    ]);
  });

  it('is nothing for a command that only reads the history', () => {
    expect(problems({}, [])).toEqual([]);
  });

  it('is given by the old agent’s files', () => {
    const files = [
      envJson('{"QUEUE_URL": "https://x.org", "CERT_BUCKET": "certs", "CERT_KEY_ID": ""}'),
      authJson('{"QUEUE_PASS": "p"}'),
    ];
    expect(names({ files })).toEqual([]);
    const { settings } = resolved({ files });
    expect(settings).toMatchObject({ sign: false, s3Upload: true, certVerifyUrl: 'https://certs.s3.amazonaws.com' });
  });

  it('a bucket, when uploading was asked for', () => {
    expect(names({ flags: { s3Upload: true, certDownloadUrl: 'https://x.org' } }, ['publishing'])).toEqual([
      'setting-missing CERT_BUCKET',
    ]);
  });

  it('an address for downloads, when the bucket is not Amazon’s', () => {
    expect(names({ flags: { certBucket: 'certs', s3Endpoint: 'https://s3.x.org' } }, ['publishing'])).toEqual([
      'setting-missing CERT_DOWNLOAD_URL',
    ]);
  });

  it('no key, when signing is switched off', () => {
    expect(names({ flags: { sign: false } }, ['signing'])).toEqual([]);
  });

  it('is not called missing when a file could not be read', () => {
    expect(problems({ files: [envJson('{"QUEUE_NAME" "q"}')] }, all)).toEqual([
      '../env.json:1:15 settings-file-malformed a colon is missing before this',
    ]);
  });
});

describe('exposed secrets', () => {
  it('are warned about: on the command line, and in a file that others can read', () => {
    const { warnings } = resolved({
      flags: { awsId: 'AKIA', awsKey: 'geheim' },
      files: [authJson('{"QUEUE_PASS": "p", "QUEUE_USER": "u"}', { openToOthers: true })],
    });
    expect(renderProblems(warnings).split('\n')).toEqual([
      '--aws-id: every user of this machine sees it in the list of processes: prefer CERT_AGENT_CERT_AWS_ID or CERT_AGENT_CERT_AWS_ID_FILE',
      '--aws-key: every user of this machine sees it in the list of processes: prefer CERT_AGENT_CERT_AWS_KEY or CERT_AGENT_CERT_AWS_KEY_FILE',
      '../auth.json:1:2: QUEUE_PASS is a secret, and other users can read this file: chmod 600',
    ]);
  });

  it('are also those that stand in the address of the store', () => {
    const { warnings } = resolved({
      flags: { store: 'esdb://agent:geheim@host' },
      files: [envJson('{"STORE": "esdb://agent:geheim@host"}', { openToOthers: true })],
    });
    expect(renderProblems(warnings).split('\n')).toEqual([
      '--store: every user of this machine sees it in the list of processes: prefer CERT_AGENT_STORE_PASS or CERT_AGENT_STORE_PASS_FILE',
      '../env.json:1:2: STORE holds a secret, and other users can read this file: chmod 600',
    ]);
    expect(resolved({ flags: { store: 'esdb://host?tls=false' } }).warnings).toEqual([]);
  });

  it('are not quoted where they stand in a wrong address', () => {
    const [problem] = problems({ flags: { store: 'esdb:/agent:geheim@host' } });
    expect(problem).toContain('--store cannot be');
    expect(problem).not.toContain('geheim');
  });
});

it('problems are printed one a line, in the order of their places', () => {
  const result = resolveSettings(
    sources({ files: [envJson('{"CONCURRENCY": 0,\n"X": 1}')], flags: { logFormat: 'x' } }),
  );
  expect('problems' in result && renderProblems(result.problems)).toBe(
    [
      '--log-format: --log-format cannot be "x": expected one of: auto, pretty, json, edx',
      '../env.json:1:2: CONCURRENCY cannot be 0: expected a whole number of submissions from 1 to 64',
      '../env.json:2:1: "X" is no setting',
    ].join('\n'),
  );
});
