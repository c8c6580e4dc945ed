import { inspect } from 'node:util';
import { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { renderSettings, renderSettingsJson } from '../../src/config/render-settings.ts';
import { renderSettingsTable } from '../../src/config/render-settings-table.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { Secret } from '../../src/config/secret.ts';
import { settingFlags } from '../../src/config/setting-flags.ts';
import { passwordIn } from '../../src/config/store-uri.ts';
import { authJson, envJson, resolved, sources, yamlFile } from './sources.ts';

const CANARY = 'canary-4711';

const installation = () =>
  resolved({
    flags: { concurrency: '2', sign: false },
    environment: { CERT_AGENT_LOG_LEVEL: 'warn', SERVICE_VARIANT: 'certs-2', CERT_AGENT_QUEUE_PASS_FILE: '/run/pass' },
    secretFiles: { CERT_AGENT_QUEUE_PASS_FILE: { path: '/run/pass', text: `${CANARY}\n`, openToOthers: false } },
    files: [
      yamlFile('queue_url: https://xqueue.example.org/\nlog:\n  format: json\n'),
      envJson('{\n  "QUEUE_NAME": "certificates",\n  "CERT_BUCKET": "certs"\n}'),
      authJson(`{"CERT_AWS_ID": "${CANARY}", "CERT_AWS_KEY": "${CANARY}"}`),
    ],
  });

describe('config print', () => {
  it('shows every value with its origin, and no secret', async () => {
    await expect(`${renderSettings(installation())}\n`).toMatchFileSnapshot('golden/config-print.txt');
  });

  it('is also there as JSON', () => {
    const shown = JSON.parse(renderSettingsJson(installation()));
    expect(shown.QUEUE_URL).toEqual({
      key: 'queueUrl',
      value: 'https://xqueue.example.org',
      origin: { kind: 'file', where: 'certificate-agent.yml', line: 1, column: 1 },
    });
    expect(shown.CERT_AWS_KEY.value).toBe('[redacted]');
    expect(shown.SIGNING_KEY_PASSPHRASE.value).toBe(null);
  });

  it.each(['esdb://agent:PASSWORD@one:2113,two?tls=true', 'esdb+discover://agent:a@PASSWORD@one'])(
    'does not show the login in the store’s address: %s',
    (uri) => {
      const settings = resolved({ environment: { CERT_AGENT_STORE: uri.replace('PASSWORD', CANARY) } });
      for (const form of [renderSettings(settings), renderSettingsJson(settings)]) {
        expect(form).not.toContain(CANARY);
        expect(form).toContain('://[redacted]@one');
      }
      expect(passwordIn(settings.settings.store)?.reveal()).toContain(CANARY);
    },
  );

  it('holds no secret in any form', () => {
    const settings = installation();
    const forms = [
      renderSettings(settings),
      renderSettingsJson(settings),
      JSON.stringify(settings),
      inspect(settings, { depth: 9 }),
    ];
    expect(forms.join()).not.toContain(CANARY);
    expect(settings.settings.queuePass?.reveal()).toBe(CANARY);
  });
});

it('a secret shows itself to nobody who does not ask for it', () => {
  const secret = new Secret(CANARY);
  const shown = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true }),
    `${Object.values(secret)}`,
  ];
  expect(shown.join()).not.toContain(CANARY);
  expect(secret.reveal()).toBe(CANARY);
});

it('docs/settings.md is what the definitions say; `npx vitest run test/config -u` renews it', async () => {
  await expect(renderSettingsTable()).toMatchFileSnapshot('../../docs/settings.md');
});

describe('the flags', () => {
  const parse = (...args: string[]) => {
    const command = new Command().exitOverride();
    for (const { flags, description } of settingFlags()) command.addOption(new Option(flags, description));
    return command.parse(args, { from: 'user' }).opts();
  };

  it('are understood by commander, under the names that the settings look for', () => {
    const flags = parse(
      '--queue-url',
      'https://x.org',
      '--no-sign',
      '--s3-upload',
      '--copy-to-web-root',
      'false',
      '--aws-id',
      'i',
      '--aws-key',
      'k',
    );
    const result = resolveSettings(sources({ flags }));
    if ('problems' in result) throw new Error(JSON.stringify(result.problems));
    const { queueUrl, sign, s3Upload, copyToWebRoot, certAwsId, certAwsKey } = result.settings;
    expect([queueUrl, sign, s3Upload, copyToWebRoot]).toEqual(['https://x.org', false, true, false]);
    expect([certAwsId?.reveal(), certAwsKey?.reveal()]).toEqual(['i', 'k']);
  });

  it('give nothing when they are absent', () => {
    expect(parse()).toEqual({});
  });
});
