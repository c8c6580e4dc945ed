import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadInstallationSecret } from '../../src/adapters/installation-secret.ts';
import { InstallationSecretError } from '../../src/ports/installation-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'installation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const freshFile = (): string => {
  files += 1;
  return join(folder, `${files}`, 'installation-secret');
};
const fileWith = (text: string): string => {
  files += 1;
  const file = join(folder, `secret-${files}`);
  writeFileSync(file, text);
  return file;
};

describe('the installation secret', () => {
  it('is made at the first start, and stays', async () => {
    const file = freshFile();
    const first = await loadInstallationSecret({ file });
    expect(first.secret.length).toBeGreaterThanOrEqual(32);
    expect(await loadInstallationSecret({ file })).toEqual(first);
  });

  it('is another one in each installation', async () => {
    const one = await loadInstallationSecret({ file: freshFile() });
    const other = await loadInstallationSecret({ file: freshFile() });
    expect(one.secret.equals(other.secret)).toBe(false);
    expect(one.fingerprint).not.toBe(other.fingerprint);
  });

  it.skipIf(process.platform === 'win32')('is for its owner only', async () => {
    const file = freshFile();
    await loadInstallationSecret({ file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('is the same for all who start at about the same time, and leaves no drafts', async () => {
    const startAfter = async (turns: number, file: string): Promise<string> => {
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      return (await loadInstallationSecret({ file })).fingerprint;
    };
    for (let round = 0; round < 20; round += 1) {
      const file = freshFile();
      const fingerprints = await Promise.all(Array.from({ length: 10 }, (_, turns) => startAfter(turns, file)));
      expect(new Set(fingerprints).size).toBe(1);
      expect(readdirSync(dirname(file))).toEqual(['installation-secret']);
    }
  });

  it('is never seen half written', async () => {
    for (let round = 0; round < 20; round += 1) {
      const file = freshFile();
      const sizes = new Set<number>();
      const making = loadInstallationSecret({ file });
      while (!sizes.has(65)) {
        await new Promise(setImmediate);
        if (existsSync(file)) sizes.add(statSync(file).size);
      }
      await making;
      expect([...sizes]).toEqual([65]);
    }
  });

  it('is taken from the setting before the file, which is then not made', async () => {
    const file = freshFile();
    const { secret } = await loadInstallationSecret({ value: 'x'.repeat(32), file });
    expect(secret.toString()).toBe('x'.repeat(32));
    await expect(async () => statSync(file)).rejects.toThrow('ENOENT');
  });

  it('may move from the file into the setting', async () => {
    const file = freshFile();
    const before = await loadInstallationSecret({ file });
    expect(await loadInstallationSecret({ value: readFileSync(file, 'utf8'), file: freshFile() })).toEqual(before);
  });

  it('has a fingerprint of 16 hexadecimal digits that never changes for the same secret', async () => {
    const { fingerprint } = await loadInstallationSecret({ value: 'a secret that is known to this test', file: '' });
    expect(fingerprint).toBe('5a18607873582926');
  });

  it.each([
    ['too short', 'x'.repeat(31)],
    ['empty', ''],
    ['blank', ' '.repeat(100)],
    ['too long', 'x'.repeat(4_097)],
  ])('is refused when it is %s, and the file is not replaced', async (_, text) => {
    const file = fileWith(text);
    await expect(loadInstallationSecret({ file })).rejects.toThrow(InstallationSecretError);
    await expect(loadInstallationSecret({ value: text, file: freshFile() })).rejects.toThrow(InstallationSecretError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is not quoted when it is refused', async () => {
    await expect(loadInstallationSecret({ value: 'hunter2', file: '' })).rejects.not.toThrow(/hunter2/);
  });

  it('says what to do when the file can be neither read nor made', async () => {
    const file = join(fileWith('a file'), 'installation-secret');
    await expect(loadInstallationSecret({ file })).rejects.toThrow(
      /neither read nor made \(ENOTDIR\): make the folder/,
    );
  });
});
