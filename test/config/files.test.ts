import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { envJson, problemsOf, resolved, sources, yamlFile } from './sources.ts';

const inJson = (text: string) => problemsOf(resolveSettings(sources({ files: [envJson(text)] })));
const inYaml = (text: string) => problemsOf(resolveSettings(sources({ files: [yamlFile(text)] })));

describe('an env.json that is not quite JSON', () => {
  it('is explained mistake by mistake: commas before braces, and a brace too many', () => {
    const text = `{
  "QUEUE_URL": "https://xqueue.example.org",
  "CERT_ORGS_LONG": {
    "edX": "edX Inc.",
  },
  "LOGGING_ENV": "prod",
}
  "SYSLOG_SERVER": "syslog",
}
`;
    expect(inJson(text)).toEqual([
      '../env.json:7:1 settings-file-malformed this } is one too many: remove it',
      '../env.json:4:22 settings-file-malformed this comma stands before a }: remove it',
      '../env.json:8:28 settings-file-malformed this comma stands before a }: remove it',
    ]);
  });

  it('shows the wrong names of all the file, also behind a brace too many', () => {
    expect(inJson('{"QUEUE_NAM": "q"},\n"LOG_LEVL": "info"}')).toEqual([
      '../env.json:1:18 settings-file-malformed this } is one too many: remove it',
      '../env.json:1:2 setting-unknown "QUEUE_NAM" is no setting; did you mean QUEUE_NAME?',
      '../env.json:2:1 setting-unknown "LOG_LEVL" is no setting; did you mean LOG_LEVEL?',
    ]);
  });

  it.each([
    ['a closing brace too many at the end', '{"QUEUE_NAME": "q"}\n}', '2:1', 'this } is one too many'],
    ['no closing brace', '{"QUEUE_NAME": "q"', '1:19', 'a } is missing here'],
    ['a comment', '{ // mine\n"QUEUE_NAME": "q"}', '1:3', 'JSON has no comments'],
    ['single quotes', "{'QUEUE_NAME': 'q'}", '1:2', 'expected true, false, null, a number, or text in "double quotes"'],
    ['Python’s True', '{"S3_UPLOAD": True}', '1:15', 'expected true, false, null'],
    ['a comma left out', '{"QUEUE_NAME": "q"\n"LOG_LEVEL": "info"}', '2:1', 'a comma is missing before this'],
    ['a text without its end', '{"QUEUE_NAME": "q\n}', '1:16', 'this text has no closing "'],
    ['a list', '["q"]', '1:1', 'expected one { … }'],
    ['nothing', '', '1:1', 'expected a value'],
    ['nesting without end', `{"QUEUE_NAME": ${'['.repeat(100_000)}`, '1:1', 'nested too deeply'],
  ])('%s is told with line and column', (_, text, place, message) => {
    const found = inJson(text);
    expect(found.find((problem) => problem.startsWith(`../env.json:${place} settings-file-malformed`))).toContain(
      message,
    );
  });

  it('never quotes what it holds', () => {
    expect(inJson('{"QUEUE_PASS": geheim, "x" "geheim"').join()).not.toContain('geheim');
  });
});

describe('files that are fine', () => {
  it('a byte order mark and Windows line ends change nothing', () => {
    expect(resolved({ files: [envJson('\ufeff{\r\n"QUEUE_NAME": "q"\r\n}')] }).settings.queueName).toBe('q');
    expect(resolved({ files: [yamlFile('\ufeffqueue_name: q\r\n')] }).settings.queueName).toBe('q');
  });

  it('null means not given', () => {
    expect(resolved({ files: [yamlFile('queue_name:\n')] }).settings.queueName).toBe('test-pull');
  });

  it('an empty YAML file gives nothing', () => {
    expect(resolved({ files: [yamlFile('# nothing yet\n')] }).settings.queueName).toBe('test-pull');
  });

  it.each(['log: {format: edx}', 'log:\n  format: edx', 'log.format: edx', 'log-format: edx', 'LOG_FORMAT: edx'])(
    '%s sets the log’s format',
    (text) => {
      expect(resolved({ files: [yamlFile(text)] }).settings.logFormat).toBe('edx');
    },
  );

  it('old files’ words for yes, no and numbers are understood', () => {
    const { settings } = resolved({
      files: [envJson('{"S3_UPLOAD": "True", "CERT_BUCKET": "b12", "SIGN": "no", "QUEUE_POLL_FREQUENCY": "5"}')],
    });
    expect(settings).toMatchObject({ s3Upload: true, sign: false, queuePollIntervalMs: 5_000 });
  });

  it('the other name of the disclaimer is understood', () => {
    const { settings } = resolved({ files: [envJson('{"CERTS_SITE_DISCLAIMER_TEXT": "No credit."}')] });
    expect(settings.certSiteDisclaimerText).toBe('No credit.');
  });
});

describe('a hostile YAML file', () => {
  const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (const [index, name] of [...'bcdefghi'].entries()) {
    const before = 'abcdefgh'[index];
    laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
  }

  it.each([
    ['aliases that multiply', laughs.join('\n'), '1:1', 'refer to each other too often'],
    ['a tag', 'queue_name: !!js/function "x"', '1:13', 'tags'],
    ['a tag of one’s own', 'queue_name: !secret x', '1:13', 'tags'],
    ['a name twice', 'queue_name: a\nqueue_name: b', '2:1', 'for the second time'],
    ['a tab', 'log:\n\tformat: edx', '2:1', 'a tab'],
    ['two documents', 'queue_name: a\n---\nqueue_name: b', '2:1', 'only one document'],
    ['a list', '- queue_name', '1:1', 'expected lines of the form'],
    ['brackets without end', `queue_name: ${'['.repeat(100_000)}`, '1:1', 'nested too deeply'],
    ['dashes without end', `queue_name:\n${'- '.repeat(100_000)}`, '1:1', 'nested too deeply'],
    ['keys without end', '? '.repeat(100_000), '1:1', 'nested too deeply'],
    [
      'indentation without end',
      [...Array(300).keys()].map((n) => `${' '.repeat(n)}a:`).join('\n'),
      '1:1',
      'too deeply',
    ],
  ])('%s is refused with its place', (_, text, place, message) => {
    const [first] = inYaml(text);
    expect(first).toContain(`certificate-agent.yml:${place} settings-file-malformed`);
    expect(first).toContain(message);
  });

  it('cannot reach the prototype of anything', () => {
    expect(inYaml('__proto__: {queueName: x}').join()).toContain('setting-unknown');
    expect(({} as Record<string, unknown>)['queueName']).toBeUndefined();
  });
});
