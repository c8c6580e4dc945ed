import * as openpgp from 'openpgp';
import { describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../../../src/adapters/openpgp/load-signer.ts';
import { type ChosenFile, readChosen } from '../../../../templates/pages/browser/chosen-file.ts';
import { type Issued, judge } from '../../../../templates/pages/browser/judge.ts';
import { fileBytesMax } from '../../../../templates/pages/browser/limits.ts';
import { preferredLanguage } from '../../../../templates/pages/browser/preferred-language.ts';
import { prepareSignatureCheck } from '../../../../templates/pages/browser/signature-check.ts';

const createdAt = new Date('2026-01-01T00:00:00Z');
const signerOf = async (name: string) =>
  loadSigner({ privateKeyArmored: await generateSigningKey({ name, createdAt }), now: createdAt });
const [ours, theirs] = [await signerOf('Ours'), await signerOf('Theirs')];

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'));
const verifyUuid = 'a'.repeat(32);
const issuedPdf = bytesOf(`%PDF-1.7\n/URI (https://example.org/cert/${verifyUuid})\n%%EOF`);
const hex = (buffer: ArrayBuffer): string => Buffer.from(buffer).toString('hex');
const issued: Issued = { sha256: hex(await crypto.subtle.digest('SHA-256', issuedPdf)), verifyUuid };
const { fingerprint, publicKey } = ours;
const signature = await ours.sign(issuedPdf, createdAt);
const isSigned = await prepareSignatureCheck(openpgp, { publicKey, signature, fingerprint });

describe('a file that is checked in the browser', () => {
  it('is genuine when it is the one that was signed', async () => {
    expect(await judge(issuedPdf, issued, isSigned)).toBe('genuine');
  });

  it('was changed when it bears this certificate’s address, and anything else is another byte', async () => {
    for (let at = 0; at < issuedPdf.length; at += 1) {
      const altered = Uint8Array.from(issuedPdf);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await judge(altered, issued, isSigned)).not.toBe('genuine');
    }
    expect(await judge(bytesOf(`${Buffer.from(issuedPdf).toString('latin1')}\n`), issued, isSigned)).toBe('changed');
  });

  it('belongs elsewhere when it bears another certificate’s address', async () => {
    const other = bytesOf(`%PDF-1.7 (https://example.org/cert/${'b'.repeat(32)})`);
    expect(await judge(other, issued, isSigned)).toBe('another');
    expect(await judge(bytesOf('%PDF-1.7 hello'), issued, isSigned)).toBe('foreign');
    expect(await judge(bytesOf(`%PDF-1.7 /cert/${'a'.repeat(33)}`), issued, isSigned)).toBe('foreign');
  });

  it('is not proven by a page whose digest and signature speak of two files', async () => {
    const other = { ...issued, sha256: '0'.repeat(64) };
    expect(await judge(issuedPdf, other, isSigned)).toBe('unproven');
    expect(await judge(issuedPdf, issued, async () => false)).toBe('unproven');
  });
});

describe('a signature', () => {
  it('counts only when the pinned key made it', async () => {
    const byThem = await theirs.sign(issuedPdf, createdAt);
    for (const signed of [
      { publicKey, signature: byThem, fingerprint },
      { publicKey: theirs.publicKey, signature: byThem, fingerprint },
      { publicKey: theirs.publicKey, signature, fingerprint: theirs.fingerprint },
      { publicKey: 'none', signature, fingerprint },
      { publicKey, signature: '', fingerprint },
    ]) {
      expect(await (await prepareSignatureCheck(openpgp, signed))(issuedPdf)).toBe(false);
    }
  });

  it('by a key of which somebody shows the private half proves nothing', async () => {
    const privateKey = await generateSigningKey({ name: 'Leaked', createdAt });
    const leaked = await loadSigner({ privateKeyArmored: privateKey, now: createdAt });
    const signed = {
      publicKey: privateKey,
      signature: await leaked.sign(issuedPdf, createdAt),
      fingerprint: leaked.fingerprint,
    };
    expect(await (await prepareSignatureCheck(openpgp, signed))(issuedPdf)).toBe(false);
  });

  it('of an old key stays good after the key has expired', async () => {
    const { privateKey } = await openpgp.generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: { name: 'Old' },
      subkeys: [],
      format: 'armored',
      date: new Date('2020-01-01'),
      keyExpirationTime: 86_400,
    });
    const old = await loadSigner({ privateKeyArmored: privateKey, now: new Date('2020-01-01T12:00:00Z') });
    const made = await old.sign(issuedPdf, new Date('2020-01-01T12:00:00Z'));
    const signed = { publicKey: old.publicKey, signature: made, fingerprint: old.fingerprint };
    expect(await (await prepareSignatureCheck(openpgp, signed))(issuedPdf)).toBe(true);
  });

  it('is checked only by a library that has come completely', async () => {
    const broken = {
      ...openpgp,
      verify: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
    };
    await expect(
      prepareSignatureCheck(broken as unknown as typeof openpgp, { publicKey, signature, fingerprint }),
    ).rejects.toThrow('Failed to fetch');
  });
});

describe('what a reader chooses', () => {
  const file = (text: string): ChosenFile => ({ size: text.length, arrayBuffer: async () => bytesOf(text).buffer });

  it('is read when it is one PDF, wherever in its first kilobyte its mark stands', async () => {
    expect(await readChosen([file('%PDF-1.7')], false)).toEqual(bytesOf('%PDF-1.7'));
    expect(await readChosen([file(`${' '.repeat(900)}%PDF-1.4`)], false)).toHaveLength(908);
    expect(await readChosen([file(`${' '.repeat(1_100)}%PDF-1.4`)], false)).toBe('not-a-pdf');
  });

  it('is never read when it is too large', async () => {
    const huge: ChosenFile = { size: fileBytesMax + 1, arrayBuffer: () => Promise.reject(new Error('it was read')) };
    expect(await readChosen([huge], false)).toBe('too-large');
  });

  it('is told what is wrong with it', async () => {
    const gone: ChosenFile = { size: 1, arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
    expect(await readChosen([file('%PDF-'), file('%PDF-')], false)).toBe('several');
    expect(await readChosen([file('%PDF-')], true)).toBe('folder');
    expect(await readChosen([file('')], false)).toBe('empty');
    expect(await readChosen([gone], false)).toBe('unreadable');
    expect(await readChosen([], false)).toBe('unreadable');
    expect(await readChosen([file('GIF89a')], false)).toBe('not-a-pdf');
  });
});

describe('the reader’s language', () => {
  it.each([
    [['es-MX', 'en'], 'es'],
    [['ar-EG'], 'ar'],
    [['fi', 'AR', 'es'], 'ar'],
    [['fi-FI'], 'en'],
    [[], 'en'],
    [['', 'e', 'english'], 'en'],
  ])('%j leads to %s', (wanted, expected) => {
    expect(preferredLanguage(['en', 'es', 'ar'], wanted)).toBe(expected);
  });
});
