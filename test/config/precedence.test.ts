import { describe, expect, it } from 'vitest';
import type { Secret } from '../../src/config/secret.ts';
import { definitionEntries, settingDefinitions } from '../../src/config/setting-definitions.ts';
import type { SettingsSources } from '../../src/config/settings-sources.ts';
import { flagAttribute, flagName, PREFIX } from '../../src/config/spellings.ts';
import { authJson, envJson, resolved, yamlFile } from './sources.ts';

/** The places that can give a value, the strongest first. */
const places: Record<string, (queue: string) => Partial<SettingsSources>> = {
  flag: (queue) => ({ flags: { queueName: queue } }),
  environment: (queue) => ({ environment: { CERT_AGENT_QUEUE_NAME: queue } }),
  file: (queue) => ({ files: [yamlFile(`queue_name: ${queue}`)] }),
  'legacy-file': (queue) => ({ files: [envJson(`{"QUEUE_NAME": "${queue}"}`)] }),
  default: () => ({}),
};

const both = (strong: Partial<SettingsSources>, weak: Partial<SettingsSources>): Partial<SettingsSources> => ({
  ...weak,
  ...strong,
  // The weak file stands first, so that the order of reading decides nothing.
  files: [...(weak.files ?? []), ...(strong.files ?? [])],
});

const pairs = Object.keys(places).flatMap((strong, index, all) =>
  all.slice(index + 1).map((weak) => [strong, weak] as const),
);

describe('the sources of a setting', () => {
  it.each(pairs)('a value from %s beats one from %s', (strong, weak) => {
    const { settings, origins } = resolved(both(places[strong]?.('strong') ?? {}, places[weak]?.('weak') ?? {}));
    expect([settings.queueName, origins.queueName.kind]).toEqual(['strong', strong]);
  });

  it('auth.json gives what env.json does not', () => {
    const { settings } = resolved({ files: [envJson('{"QUEUE_NAME": "q"}'), authJson('{"QUEUE_PASS": "geheim"}')] });
    expect([settings.queueName, settings.queuePass?.reveal()]).toEqual(['q', 'geheim']);
  });

  it.each(definitionEntries.map(([key, { name }]) => [name, key] as const))(
    '%s is understood as a flag, as a variable, and in files unless it says where they are',
    (name, key) => {
      const { kind, outsideFiles } = settingDefinitions[key];
      const written = samples[name] ?? 'sample';
      const environment = companions[name] ?? {};
      const ways: Partial<SettingsSources>[] = [
        { flags: { [flagAttribute(flagName(name))]: written }, environment },
        { environment: { [PREFIX + name]: written, ...environment } },
        { files: [yamlFile(`${name.toLowerCase()}: ${JSON.stringify(written)}`)], environment },
        { files: [envJson(JSON.stringify({ [name]: written }))], environment },
      ].slice(0, outsideFiles ? 2 : 4);

      const results = ways.map((way) => resolved(way));
      const shown = results.map(({ settings: { [key]: value } }) =>
        JSON.stringify(kind.secret ? (value as Secret).reveal() : value),
      );
      expect(results.map(({ origins }) => origins[key].kind)).toEqual(
        ['flag', 'environment', 'file', 'legacy-file'].slice(0, ways.length),
      );
      expect(new Set(shown).size).toBe(1);
    },
  );
});

/** The other half of credentials, without which one half is refused. */
const companions: Record<string, Record<string, string>> = {
  QUEUE_AUTH_USER: { CERT_AGENT_QUEUE_AUTH_PASS: 'x' },
  QUEUE_AUTH_PASS: { CERT_AGENT_QUEUE_AUTH_USER: 'x' },
  STORE_USER: { CERT_AGENT_STORE_PASS: 'x' },
  STORE_PASS: { CERT_AGENT_STORE_USER: 'x' },
  CERT_AWS_ID: { CERT_AGENT_CERT_AWS_KEY: 'x' },
  CERT_AWS_KEY: { CERT_AGENT_CERT_AWS_ID: 'x' },
};

/** A right value for each setting that does not take just any text. */
const samples: Record<string, string> = {
  QUEUE_URL: 'https://xqueue.example.org',
  QUEUE_POLL_FREQUENCY: '7',
  S3_UPLOAD: 'true',
  S3_ENDPOINT: 'https://s3.example.org',
  S3_FORCE_PATH_STYLE: 'yes',
  S3_BUDGET_SECONDS: '9',
  COPY_TO_WEB_ROOT: 'true',
  TOMBSTONES: 'false',
  CERT_FILENAME: 'C.pdf',
  CERT_DOWNLOAD_URL: 'https://d.example.org',
  CERT_VERIFY_URL: 'https://v.example.org',
  S3_VERIFY_PATH: 'cert',
  CERT_URL: 'https://c.example.org',
  CERT_KEY_ID: '0123456789ABCDEF',
  SIGN: 'false',
  TEMPLATE_FALLBACK: 'standard',
  CERT_ORGS_LONG: '{"edX":"edX Inc."}',
  STORE: 'memory:',
  INSTALLATION_SECRET: '0123456789abcdef0123456789abcdef',
  CONCURRENCY: '3',
  RENDER_WORKERS: '2',
  RENDER_TIMEOUT_SECONDS: '15',
  RENDER_MEMORY_MIB: '256',
  REPLY_BUDGET_SECONDS: '11',
  STORE_BUDGET_SECONDS: '12',
  DRAIN_LIMIT_SECONDS: '12',
  SWEEP_INTERVAL_SECONDS: '13',
  SUPERSEDED_RETENTION_DAYS: '14',
  LOCAL_LOGLEVEL: 'WARNING',
  LOG_LEVEL: 'debug',
  LOG_FORMAT: 'edx',
  LOGGING_DEV_ENV: 'false',
  SYSLOG_SERVER: 'syslog:514',
};
