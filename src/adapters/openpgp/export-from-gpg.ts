import { type ExecFileException, execFile } from 'node:child_process';
import { SigningError } from '../../ports/document-signer.ts';
import { parsedKeyId } from './key-ids.ts';

/** More than enough for a key with many subkeys and signatures. */
export const privateKeyBytesMax = 1_048_576;

/** Exporting takes gpg about a second, with a cold agent. */
const limitMsDefault = 20_000;

export type GpgKey = Readonly<{
  /** The GnuPG home, e.g. `/home/certs/.gnupg`. */
  gpgHome: string;
  /** 8, 16 or 40 hexadecimal digits. */
  keyId: string;
  passphrase?: string | undefined;
  /** How long gpg may take. */
  limitMs?: number;
}>;

type Outcome = Readonly<{ armored: string; complaint: string; error: ExecFileException | null }>;

/**
 * Has gpg export a private key. The passphrase goes through a pipe, where no list of processes shows it.
 *
 * @returns the private key in OpenPGP armor, still locked when it has a passphrase.
 * @throws SigningError
 */
export const exportFromGpg = async (wanted: GpgKey): Promise<string> => {
  const keyId = parsedKeyId(wanted.keyId);
  const outcome = await runGpg(keyId, wanted);
  if (!outcome.error && outcome.armored.includes('PRIVATE KEY BLOCK')) return outcome.armored;
  throw troubleOf(outcome, keyId, wanted);
};

const runGpg = (keyId: string, { gpgHome, passphrase = '', limitMs = limitMsDefault }: GpgKey): Promise<Outcome> =>
  new Promise((resolve) => {
    const home = ['--homedir', gpgHome, '--batch', '--no-tty', '--pinentry-mode', 'loopback', '--passphrase-fd', '0'];
    const child = execFile(
      'gpg',
      [...home, '--armor', '--export-secret-keys', keyId],
      {
        env: { ...process.env, LC_ALL: 'C' },
        timeout: limitMs,
        killSignal: 'SIGKILL',
        maxBuffer: privateKeyBytesMax,
      },
      (error, armored, complaint) => resolve({ armored, complaint, error }),
    );
    // gpg need not read the passphrase; how the whole thing went is in its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${passphrase}\n`);
  });

const troubleOf = ({ complaint, error }: Outcome, keyId: string, { gpgHome, limitMs }: GpgKey): SigningError => {
  const options = error ? { cause: error } : {};
  if (error?.code === 'ENOENT') {
    const message = 'gpg is not installed, so CERT_GPG_DIR cannot be read: install gnupg, or set SIGNING_KEY_FILE';
    return new SigningError('gpg-missing', message, options);
  }
  if (error?.killed) {
    const message = `gpg did not export the key within ${limitMs ?? limitMsDefault} ms: try it by hand, or set SIGNING_KEY_FILE`;
    return new SigningError('gpg-failed', message, options);
  }
  if (/passphrase/i.test(complaint)) {
    const message = `the passphrase does not unlock key ${keyId} in ${gpgHome}: correct SIGNING_KEY_PASSPHRASE`;
    return new SigningError('signing-key-passphrase', message, options);
  }
  return new SigningError(
    'signing-key-not-found',
    `gpg has no private key ${keyId} in ${gpgHome}: correct CERT_KEY_ID or CERT_GPG_DIR; gpg --homedir ${gpgHome} --list-secret-keys shows what is there`,
    options,
  );
};
