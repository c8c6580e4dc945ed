import type { Setting, SettingGroup } from './setting.ts';
import { definitionEntries } from './setting-definitions.ts';
import { flagsOf, PREFIX } from './spellings.ts';

const INTRODUCTION = `# Settings

<!-- Made from src/config/definitions by renderSettingsTable(). To renew: npm run -s agent -- config docs > docs/settings.md -->

A setting has one name in all its spellings. \`QUEUE_URL\` is

| where | spelling |
| --- | --- |
| on the command line | \`--queue-url https://xqueue.example.org\` |
| in the environment | \`CERT_AGENT_QUEUE_URL=https://xqueue.example.org\` |
| in \`certificate-agent.yml\` | \`queue_url: https://xqueue.example.org\`, or \`QUEUE_URL: …\`; groups may be nested: \`log: {format: json}\` |
| in \`env.json\` or \`auth.json\` | \`"QUEUE_URL": "https://xqueue.example.org"\` |

The first of these that gives a value wins; then comes the default. A secret can also stand in a file of its own,
named by the variable with \`_FILE\` at its end, e.g. \`CERT_AGENT_QUEUE_PASS_FILE=/run/secrets/queue-pass\`.
On-off settings have two flags, \`--sign\` and \`--no-sign\`. An empty text means "none" where none is allowed.
Unknown names are errors. \`certificate-agent config print\` shows every value and where it came from.
`;

/** The page docs/settings.md: what settings are, and a table of all of them. Ends with an end of line. */
export const renderSettingsTable = (): string => {
  const groups = [...new Set(definitionEntries.map(([, { group }]) => group))];
  return [INTRODUCTION, ...groups.map(renderGroup)].join('\n');
};

const renderGroup = (group: SettingGroup): string => {
  const rows = definitionEntries.filter(([, definition]) => definition.group === group).map(renderRow);
  return `## ${group}\n\n| name | flag | meaning | default | example |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
};

const renderRow = ([, definition]: readonly [string, Setting<unknown>]): string => {
  const { name, kind, example } = definition;
  const flags = flagsOf(definition).map((flag) => `\`--${flag}\``);
  const cells = [
    `\`${name}\``,
    flags.join(', '),
    meaningOf(definition),
    defaultOf(definition),
    kind.secret ? example : `\`${example}\``,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
};

/** Where these are expected, nothing more is to be said. */
const anyText: ReadonlySet<string> = new Set(['text', 'secret', 'path']);

const meaningOf = (definition: Setting<unknown>): string => {
  const { description, kind, obsolete, aliases = [], environmentAliases = [], outsideFiles, name } = definition;
  const notes = [
    ...(anyText.has(kind.placeholder) ? [] : [`Expects ${kind.expects}.`]),
    ...aliases.map((alias) => `Also called \`${alias}\`.`),
    ...environmentAliases.map((variable) => `The variable \`${variable}\` counts as well.`),
    ...(kind.secret ? [`Secret: also \`${PREFIX}${name}_FILE\`.`] : []),
    ...(outsideFiles ? ['Not in a file.'] : []),
    ...(obsolete ? [`**Accepted, without effect**: ${obsolete}.`] : []),
  ];
  return `${description}. ${notes.join(' ')}`;
};

/** Defaults that depend on nothing are shown as they are. */
const defaultOf = (definition: Setting<unknown>): string => {
  if (definition.defaultText !== undefined) return definition.defaultText;
  const value = definition.default(nothingEarlier);
  return value === null ? 'none' : `\`${String(value)}\``;
};

const nothingEarlier: Parameters<Setting<unknown>['default']>[0] = {
  machine: { cores: 1, homeDirectory: '~', temporaryDirectory: '/tmp' },
  certBucket: null,
  certKeyId: null,
  certDownloadUrl: null,
  certsAreCalled: 'certificate',
  dataDir: 'data',
  localLoglevel: 'info',
  s3Endpoint: null,
  s3Upload: false,
  signingKeyFile: null,
};
