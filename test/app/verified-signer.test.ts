import { createCleartextMessage, readPrivateKey, readSignature, revokeKey, Signature, sign } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../src/adapters/openpgp/load-signer.ts';
import { verifySignature } from '../../src/adapters/openpgp/verify-signature.ts';
import { createVerifiedSigner } from '../../src/app/verified-signer.ts';
import type { DocumentSigner } from '../../src/ports/document-signer.ts';
import { generateBriefKey } from '../adapters/openpgp/brief-key.ts';

const createdAt = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-03-01T12:00:00Z');
const document = new TextEncoder().encode('%PDF-1.7 a certificate');
const otherDocument = document.map((byte, at) => (at === 5 ? byte ^ 1 : byte));

const ownKey = await generateSigningKey({ name: 'Demo University', createdAt });
const own = await loadSigner({ privateKeyArmored: ownKey, now });
const otherKey = await generateSigningKey({ name: 'Another University', createdAt });
const other = await loadSigner({ privateKeyArmored: otherKey, now });
const right = await own.sign(document, now);

/** The public half of the own key as it is handed out after it was revoked. */
const revoked = await revokeKey({
  key: await readPrivateKey({ armoredKey: ownKey }),
  date: createdAt,
  format: 'armored',
});
const brief = await loadSigner({ privateKeyArmored: await generateBriefKey(createdAt), now: createdAt });

const packetsOf = async (armoredSignature: string) => (await readSignature({ armoredSignature })).packets;
const both = async (): Promise<string> => {
  const packets = await packetsOf(right);
  packets.push(...(await packetsOf(await other.sign(document, now))));
  return new Signature(packets).armor();
};
const asText = async (): Promise<string> =>
  sign({
    message: await createCleartextMessage({ text: '%PDF-1.7 a certificate' }),
    signingKeys: await readPrivateKey({ armoredKey: ownKey }),
    date: now,
  });

/** What comes of a signer that makes this of each document. */
const verdictOn = (sign: DocumentSigner['sign'], signer: DocumentSigner = own): Promise<string> =>
  createVerifiedSigner({ ...signer, sign }, verifySignature)
    .sign(document, now)
    .then(
      () => 'right',
      (error: { code: string }) => error.code,
    );

describe('a signature that readers could not verify', () => {
  it('is told from one that they can', async () => {
    expect(await verdictOn(own.sign)).toBe('right');
  });

  it.each<readonly [string, () => Promise<string>]>([
    ['by another key', () => other.sign(document, now)],
    ['over other bytes', () => own.sign(otherDocument, now)],
    ['over no bytes', () => own.sign(new Uint8Array(), now)],
    ['made later than it says', () => own.sign(document, new Date('2027-01-01T00:00:00Z'))],
    ['empty', async () => ''],
    ['no armor', async () => 'signed by the university'],
    ['armor around nothing', async () => '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n'],
    ['armor around rubbish', async () => right.replace(/\n\n[\s\S]*\n=/, '\n\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n=')],
    ['cut off', async () => right.slice(0, right.length / 2)],
    ['with letters that are others', async () => right.replace(/(\n\n.{40})(...)/, '$1AbC')],
    ['the public key instead', async () => own.publicKey],
    ['the private key instead', async () => ownKey],
    ['a text with its signature', asText],
    ['with something after its end', async () => `${right}signed by the university\n`],
    ['with another one after it', async () => `${right}${await other.sign(document, now)}`],
    ['with something before it', async () => `signed by the university\n${right}`],
    ['with another one in it', both],
  ])('is not handed out: %s', async (_, made) => {
    expect(await verdictOn(made)).toBe('signature-invalid');
  });

  it('is not handed out when the key that readers get is revoked, has expired or is private', async () => {
    expect(await verdictOn(own.sign, { ...own, publicKey: revoked.publicKey })).toBe('signature-invalid');
    expect(await verdictOn(own.sign, { ...own, publicKey: ownKey })).toBe('signature-invalid');
    expect(await verdictOn(() => brief.sign(document, createdAt), brief)).toBe('signature-invalid');
    expect(await verdictOn(brief.sign, brief)).toBe('signing-key-expired');
  });
});
