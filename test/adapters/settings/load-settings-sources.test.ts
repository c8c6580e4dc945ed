import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettingsSources } from '../../../src/adapters/settings/load-settings-sources.ts';
import { resolveSettings } from '../../../src/config/resolve-settings.ts';
import { renderProblems } from '../../../src/config/settings-problem.ts';

let place: string;
let checkout: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'settings-'));
  checkout = join(place, 'checkout');
  mkdirSync(join(checkout, 'deeper'), { recursive: true });
  writeFileSync(join(checkout, 'package.json'), '{}');
});
afterEach(() => rmSync(place, { recursive: true }));

const load = (
  environment: Record<string, string> = {},
  flags: Record<string, unknown> = {},
  workingDirectory = checkout,
) => loadSettingsSources({ flags, environment, workingDirectory });

const write = (path: string, text: string | Uint8Array, mode = 0o600) => {
  writeFileSync(join(place, path), text);
  chmodSync(join(place, path), mode);
};

describe('the sources of settings', () => {
  it('are empty on a bare machine, without complaint', async () => {
    const { files, problems } = await load();
    expect([files, problems]).toEqual([[], []]);
  });

  it.each(['', 'deeper'])('include env.json and auth.json beside the checkout, started in "%s"', async (folder) => {
    write('env.json', '{"QUEUE_NAME": "q"}');
    write('auth.json', '{"QUEUE_USER": "u"}');
    const result = resolveSettings(await load({}, {}, join(checkout, folder)));
    expect(result).toMatchObject({ settings: { queueName: 'q', queueUser: 'u' } });
  });

  it('include certificate-agent.yml of the working directory, or the file that --config or CERT_AGENT_CONFIG names', async () => {
    write('checkout/certificate-agent.yml', 'queue_name: here');
    write('other.yml', 'queue_name: there');
    const other = join(place, 'other.yml');
    const names = [
      await load(),
      await load({ CERT_AGENT_CONFIG: other }),
      await load({}, { config: '../other.yml' }),
    ].map((sources) => resolveSettings(sources));
    expect(names).toMatchObject(['here', 'there', 'there'].map((queueName) => ({ settings: { queueName } })));
  });

  it('include the old files of the folder that --legacy-dir names', async () => {
    mkdirSync(join(place, 'old'));
    write('old/env.json', '{"QUEUE_NAME": "old"}');
    expect(resolveSettings(await load({}, { legacyDir: '../old' }))).toMatchObject({ settings: { queueName: 'old' } });
  });

  it('include a secret in a file, without the end of its line', async () => {
    write('pass', ' geheim \r\n', 0o400);
    const result = resolveSettings(await load({ CERT_AGENT_QUEUE_PASS_FILE: join(place, 'pass') }));
    expect('settings' in result && result.settings.queuePass?.reveal()).toBe(' geheim ');
    expect(result.warnings).toEqual([]);
  });

  it('are warned about when a file with a secret is open to others', async () => {
    write('pass', 'geheim', 0o644);
    write('auth.json', '{"QUEUE_AUTH_USER": "u", "QUEUE_AUTH_PASS": "p"}', 0o644);
    const { warnings } = resolveSettings(await load({ CERT_AGENT_QUEUE_PASS_FILE: join(place, 'pass') }));
    expect(warnings.map(({ code, message }) => [code, message.split(' ')[0]])).toEqual([
      ['secret-exposed', 'CERT_AGENT_QUEUE_PASS_FILE'],
      ['secret-exposed', 'QUEUE_AUTH_PASS'],
    ]);
  });
});

describe('a file that was named and cannot be read', () => {
  const problems = async (environment: Record<string, string>) =>
    renderProblems((await load(environment)).problems).replaceAll(place, 'PLACE');

  it('is a problem when it does not exist', async () => {
    const found = await problems({
      CERT_AGENT_CONFIG: join(place, 'no.yml'),
      CERT_AGENT_LEGACY_DIR: join(place, 'no'),
      CERT_AGENT_QUEUE_PASS_FILE: join(place, 'no-pass'),
    });
    expect(new Set(found.split('\n'))).toEqual(
      new Set([
        'CERT_AGENT_QUEUE_PASS_FILE (PLACE/no-pass): there is no such file',
        'PLACE/no.yml: there is no such file',
        'PLACE/no/env.json: there is no such file',
      ]),
    );
  });

  it('is a problem when it is a folder, too long, or no UTF-8', async () => {
    write('long.yml', '#'.repeat(300_000));
    write('latin.yml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9));
    expect(await problems({ CERT_AGENT_CONFIG: place })).toBe('PLACE: it is a folder, not a file');
    expect(await problems({ CERT_AGENT_CONFIG: join(place, 'long.yml') })).toContain('longer than 262144 bytes');
    expect(await problems({ CERT_AGENT_CONFIG: join(place, 'latin.yml') })).toContain('it is not UTF-8 text');
  });

  it('is not read to its end when it has none', async () => {
    expect(await problems({ CERT_AGENT_CONFIG: '/dev/zero' })).toContain('longer than 262144 bytes');
  });
});
