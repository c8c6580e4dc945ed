import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether gpg is on this machine. Where it is not, its tests are skipped, and the reporter says so. */
export const hasGpg = spawnSync('gpg', ['--version']).status === 0;
if (!hasGpg) process.stderr.write('gpg is not installed: what GnuPG thinks of our signatures is NOT tested\n');

/** A GnuPG home of its own, to be thrown away. */
export const createGpgHome = () => {
  // Short, because gpg-agent's socket lives in it, and its path may have 107 characters.
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const gpg = (...args: readonly string[]) =>
    spawnSync('gpg', ['--homedir', home, '--batch', '--no-tty', ...args], { encoding: 'utf8' });
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(home, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    home,
    file,
    gpg,

    /** What somebody who downloads a certificate does. */
    verify({ publicKey, signature, document }: { publicKey: string; signature: string; document: Uint8Array }) {
      gpg('--import', file('key.asc', publicKey));
      const { status, stderr } = gpg('--verify', file('it.sig', signature), file('it', document));
      return { isGood: status === 0 && stderr.includes('Good signature'), stderr };
    },

    /** @returns the new key's fingerprint. */
    newKey(name: string, { algorithm = 'rsa2048', usage = 'sign', passphrase = '' } = {}): string {
      const made = gpg(
        '--pinentry-mode',
        'loopback',
        '--passphrase',
        passphrase,
        '--quick-generate-key',
        name,
        algorithm,
        usage,
        '1y',
      );
      if (made.status !== 0) throw new Error(made.stderr);
      return /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-secret-keys', name).stdout)?.[1] ?? '';
    },

    /** gpg-agent remembers passphrases for ten minutes. */
    forgetPassphrases() {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
    },

    remove() {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
      rmSync(home, { recursive: true, force: true });
    },
  };
};
