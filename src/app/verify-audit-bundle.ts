import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Metadata, Recorded, StorableEvent } from '../ports/event-store.ts';
import type { VerifySignature } from '../ports/signature-verifier.ts';
import { conclusionOf, signedBytesOf } from './audit-bundle.ts';
import { auditBundleSchema } from './audit-bundle-schema.ts';
import { replay } from './certificate-streams.ts';
import { asWritten } from './history.ts';

/** One thing that was looked at: what it came to, in a sentence without personal data. */
export type Finding = Readonly<{ check: Check; isGood: boolean; says: string }>;
type Check = 'form' | 'signature' | 'signer' | 'chain' | 'machine' | 'conclusion' | 'pdf';

/** What the verifier has from elsewhere, and compares with. */
export type Known = Readonly<{
  /** The issuer's fingerprint, 40 hexadecimal digits. */
  fingerprint: string | null;
  pdf: Uint8Array | null;
}>;

/**
 * Looks at everything that a bundle claims, without any store or network.
 *
 * @param bundle foreign JSON.
 * @returns a finding for each check up to the first that fails: behind a lie, nothing is worth looking at.
 */
export const verifyAuditBundle = async (
  bundle: unknown,
  known: Known,
  verifySignature: VerifySignature,
): Promise<readonly Finding[]> => {
  const parsed = auditBundleSchema.safeParse(bundle);
  if (!parsed.success) return [lie('form', formProblem(parsed.error))];
  const { statement, signature, publicKey } = parsed.data;

  const document = signedBytesOf(statement);
  const verdict = await verifySignature({ document, signature, publicKey, at: new Date(statement.exportedAt) });
  if (verdict.kind === 'not-signed') return [good('form', 'is an audit bundle'), lie('signature', verdict.because)];

  const checks = [
    () => good('form', 'is an audit bundle'),
    () => good('signature', `exported and signed at ${statement.exportedAt}`),
    () => checkSigner(verdict.fingerprint, statement.signedBy, known.fingerprint),
    ...historyChecks(statement),
    () => checkPdf(statement.conclusion.pdf, known.pdf),
  ];
  const findings: Finding[] = [];
  for (const check of checks) {
    const finding = check();
    if (!finding) continue;
    findings.push(finding);
    if (!finding.isGood) break;
  }
  return findings;
};

type ParsedStatement = z.infer<typeof auditBundleSchema>['statement'];

const good = (check: Check, says: string): Finding => ({ check, isGood: true, says });
const lie = (check: Check, says: string): Finding => ({ check, isGood: false, says });

const formProblem = (error: z.ZodError): string => {
  const [first] = error.issues;
  const where = first?.path.map(String).join('.') || 'the whole';
  return `is not an audit bundle of version 1: ${where}: ${first?.code ?? 'unknown'}`;
};

const checkSigner = (fingerprint: string, claimed: string, known: string | null): Finding => {
  if (fingerprint !== claimed) return lie('signer', `claims to be signed by ${claimed}, but ${fingerprint} has signed`);
  if (known === null) return good('signer', `${fingerprint}: compare it with the one that the issuer publishes`);
  return known === fingerprint
    ? good('signer', `${fingerprint}, as expected`)
    : lie('signer', `${fingerprint} has signed, and not ${known}`);
};

const historyChecks = ({ stream, events, conclusion }: ParsedStatement): readonly (() => Finding)[] => {
  const stored = events.map(
    ({ id, revision, type, data, metadata }): Recorded<StorableEvent> => ({
      id,
      event: { type, data },
      metadata: metadata as unknown as Metadata,
      stream,
      revision: BigInt(revision),
      position: '',
    }),
  );
  return [
    () =>
      findingOf('chain', () => {
        const gap = stored.findIndex(({ revision }, at) => revision !== BigInt(at));
        if (gap >= 0) throw new Error(`event ${gap} is missing, or not in its place`);
        asWritten(stream, stored);
        return `${stored.length} events, none changed, the last one ${stored.at(-1)?.metadata.hash}`;
      }),
    () =>
      findingOf(
        'machine',
        () => `every event fits, and leads to ${conclusionOf({ state: replay(asWritten(stream, stored)) }).reached}`,
      ),
    () =>
      findingOf('conclusion', () => {
        const found = conclusionOf({ state: replay(asWritten(stream, stored)) });
        if (!isDeepStrictEqual(found, conclusion)) throw new Error('the events come to something else than is claimed');
        return found.pdf ? `the PDF has ${found.pdf.bytes} bytes, sha256 ${found.pdf.sha256}` : 'there is no PDF';
      }),
  ];
};

const findingOf = (check: Check, look: () => string): Finding => {
  try {
    return good(check, look());
  } catch (error) {
    return lie(check, error instanceof Error ? error.message : String(error));
  }
};

const checkPdf = (claimed: Readonly<{ sha256: string }> | null, pdf: Uint8Array | null): Finding | null => {
  if (!pdf) return null;
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  return sha256 === claimed?.sha256
    ? good('pdf', 'the PDF is the one that was issued')
    : lie('pdf', `the PDF is another one: sha256 ${sha256}`);
};
