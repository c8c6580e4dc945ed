import { readFile, stat } from 'node:fs/promises';
import { verifySignature } from '../../adapters/openpgp/verify-signature.ts';
import { readBoundedFile } from '../../adapters/settings/read-bounded-file.ts';
import { UnwritableFileError, writeFile } from '../../adapters/write-file.ts';
import { createAuditBundle } from '../../app/audit-bundle.ts';
import { loadCertificate } from '../../app/certificate-streams.ts';
import { type Finding, verifyAuditBundle } from '../../app/verify-audit-bundle.ts';
import { SigningError } from '../../ports/document-signer.ts';
import type { Console } from '../console.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { UsageError } from '../usage-error.ts';

/** A stream of 10,000 events of the largest size would be longer; those of certificates have some tens. */
const bundleBytesMax = 32 * 1024 * 1024;
const pdfBytesMax = 64 * 1024 * 1024;

/** Writes a certificate's whole history, signed, into one file that can be checked anywhere. */
export const exportBundle = (
  named: string,
  { out }: Readonly<{ out?: string }>,
  context: CommandContext,
): Promise<number> =>
  withHistory(context, async (history) => {
    const { store, stored } = history;
    const signer = await context.openSigner();
    if (!signer) throw new SigningError('no-signing-key', 'a bundle is signed with the certificates’ key: give it');
    const stream = await findCertificate(named, history, context.console);
    const certificate = await loadCertificate(store, stream);
    const bundle = await createAuditBundle({ stored: await stored.read(stream), certificate }, signer, new Date());

    const text = JSON.stringify(bundle, null, 2);
    const { data, note } = context.console;
    if (out === undefined) data(text);
    else await writeFile(out, `${text}\n`, false, 0o600).catch(notWritten);
    note('The bundle has the learner’s name: give it to nobody who may not see that.');
    return exitCodes.done;
  });

const notWritten = (error: unknown): never => {
  if (!(error instanceof UnwritableFileError)) throw error;
  throw new UsageError(`--out: ${error.message}: give another name, or another place`, { cause: error });
};

type VerifyOptions = Readonly<{ fingerprint?: string; pdf?: string; json?: boolean }>;

/** Checks a bundle with nothing but the bundle. Exit code 1 when anything in it is not as it claims. */
export const verifyBundle = async (file: string, options: VerifyOptions, console: Console): Promise<number> => {
  const known = {
    fingerprint: fingerprintOf(options),
    pdf: options.pdf === undefined ? null : await readPdf(options.pdf),
  };
  const findings = await verifyAuditBundle(await readJson(file), known, verifySignature);
  const isGenuine = findings.every(({ isGood }) => isGood);
  if (options.json) console.data(JSON.stringify({ isGenuine, findings }));
  else printFindings(findings, isGenuine, console);
  return isGenuine ? exitCodes.done : exitCodes.failed;
};

const printFindings = (findings: readonly Finding[], isGenuine: boolean, { data, note }: Console): void => {
  for (const { check, isGood, says } of findings) data(`${isGood ? 'good' : 'FALSE'}  ${check.padEnd(10)}  ${says}`);
  note(
    isGenuine
      ? 'The bundle is genuine.'
      : 'The bundle is NOT genuine: what stands behind the false line was not looked at.',
  );
};

const fingerprintOf = ({ fingerprint }: VerifyOptions): string | null => {
  if (fingerprint === undefined) return null;
  const digits = fingerprint.replaceAll(/\s/g, '').toUpperCase();
  if (/^[0-9A-F]{40}$/.test(digits)) return digits;
  throw new UsageError('--fingerprint takes the 40 hexadecimal digits that the issuer publishes');
};

const readJson = async (file: string): Promise<unknown> => {
  const read = await readBoundedFile(file, bundleBytesMax);
  if (read.outcome === 'absent')
    throw new UsageError('there is no such bundle: give the file that `audit export` wrote');
  if (read.outcome === 'unreadable') throw new UsageError(`the bundle cannot be read: ${read.because}`);
  try {
    return JSON.parse(read.text);
  } catch {
    // The parser's message would quote the text.
    throw new UsageError('the bundle is not JSON: give the file that `audit export` wrote, unchanged');
  }
};

const readPdf = async (file: string): Promise<Uint8Array> => {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) throw new UsageError('--pdf: there is no such file');
  if (size > pdfBytesMax)
    throw new UsageError(`--pdf: the file is longer than ${pdfBytesMax} bytes, and no certificate`);
  return readFile(file);
};
