import { createMessage, generateKey, readKey, readPrivateKey, readSignature, revokeKey, verify } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../../src/adapters/openpgp/load-signer.ts';
import { generateBriefKey } from './brief-key.ts';
import { createGpgHome, hasGpg } from './gpg.ts';

const createdAt = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-03-01T12:00:00Z');
const document = new TextEncoder().encode('%PDF-1.7 a certificate');

describe('a signature', () => {
  let key: string;
  beforeAll(async () => {
    key = await generateSigningKey({ name: 'Demo University', createdAt });
  });

  it('is the same for the same bytes and time', async () => {
    const one = await loadSigner({ privateKeyArmored: key, now });
    const other = await loadSigner({ privateKeyArmored: key, now: new Date('2026-07-01T00:00:00Z') });

    expect(await one.sign(document, now)).toBe(await other.sign(document, now));
    expect(await one.sign(document, now)).not.toBe(await one.sign(document, new Date('2026-03-01T12:00:01Z')));
  });

  it('says nothing about the program that made it', async () => {
    const signer = await loadSigner({ privateKeyArmored: key, now });
    const signature = await signer.sign(document, now);

    expect(signature).toMatch(/^-----BEGIN PGP SIGNATURE-----\n\n/);
    expect(signature).not.toMatch(/^(Version|Comment):/m);
  });

  it('does not verify another document', async () => {
    const signer = await loadSigner({ privateKeyArmored: key, now });
    const armoredSignature = await signer.sign(document, now);
    const check = async (binary: Uint8Array) =>
      verify({
        message: await createMessage({ binary }),
        signature: await readSignature({ armoredSignature }),
        verificationKeys: await readKey({ armoredKey: signer.publicKey }),
        expectSigned: true,
        format: 'binary',
        date: now,
      });

    await expect(check(document)).resolves.toBeDefined();
    await expect(check(document.map((byte, at) => (at === 5 ? byte ^ 1 : byte)))).rejects.toThrow();
  });

  it('is refused for a time before the key was made, and after it expired', async () => {
    const { privateKey } = await generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: { name: 'A year' },
      date: createdAt,
      keyExpirationTime: 365 * 86_400,
      format: 'armored',
    });
    const signer = await loadSigner({ privateKeyArmored: privateKey, now });

    await expect(signer.sign(document, new Date('2025-12-31T23:59:59Z'))).rejects.toMatchObject({
      code: 'signing-key-too-young',
    });
    await expect(signer.sign(document, new Date('2027-02-01T00:00:00Z'))).rejects.toMatchObject({
      code: 'signing-key-expired',
    });
  });

  it('for half a second after the key was made is fine: OpenPGP counts seconds', async () => {
    const made = new Date('2026-01-01T00:00:00.900Z');
    const young = await generateSigningKey({ name: 'Young', createdAt: made });
    const signer = await loadSigner({ privateKeyArmored: young, now: new Date('2026-01-01T00:00:00.950Z') });

    await expect(signer.sign(document, new Date('2026-01-01T00:00:00.910Z'))).resolves.toContain('BEGIN PGP SIGNATURE');
  });

  it.skipIf(!hasGpg)('is accepted by gpg, and an altered file is not', async () => {
    const reader = createGpgHome();
    try {
      const signer = await loadSigner({ privateKeyArmored: key, now });
      const { publicKey, fingerprint } = signer;
      const signature = await signer.sign(document, now);

      const verified = reader.verify({ publicKey, signature, document });
      expect(verified.isGood, verified.stderr).toBe(true);
      expect(verified.stderr.replaceAll(' ', '')).toContain(fingerprint);
      const altered = document.map((byte, at) => (at === 5 ? byte ^ 1 : byte));
      expect(reader.verify({ publicKey, signature, document: altered }).isGood).toBe(false);
    } finally {
      reader.remove();
    }
  });
});

describe('a signing key', () => {
  const load = async (options: Partial<Parameters<typeof loadSigner>[0]> & { privateKeyArmored: string }) =>
    loadSigner({ now, ...options });
  const key = () => generateSigningKey({ name: 'Demo University', createdAt });

  it('can be locked', async () => {
    const locked = await generateSigningKey({ name: 'Demo University', createdAt, passphrase: 'open sesame' });
    const signer = await load({ privateKeyArmored: locked, passphrase: 'open sesame' });

    expect(await signer.sign(document, now)).toContain('BEGIN PGP SIGNATURE');
    for (const passphrase of ['wrong', '', undefined]) {
      await expect(load({ privateKeyArmored: locked, passphrase })).rejects.toMatchObject({
        code: 'signing-key-passphrase',
        message: expect.not.stringContaining('sesame'),
      });
    }
  });

  it.each([
    ['', 'nothing'],
    ['hello', 'no key'],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----', 'a damaged key'],
  ])('must be one, not %j (%s)', async (privateKeyArmored) => {
    await expect(load({ privateKeyArmored })).rejects.toMatchObject({ code: 'signing-key-unreadable' });
  });

  it('must have its private half', async () => {
    const { publicKey } = await load({ privateKeyArmored: await key() });

    await expect(load({ privateKeyArmored: publicKey })).rejects.toMatchObject({ code: 'signing-key-not-private' });
  });

  it('hands out nothing private', async () => {
    const { publicKey, fingerprint } = await load({ privateKeyArmored: await key() });

    expect(publicKey).toContain('BEGIN PGP PUBLIC KEY BLOCK');
    expect((await readKey({ armoredKey: publicKey })).isPrivate()).toBe(false);
    expect(fingerprint).toMatch(/^[0-9A-F]{40}$/);
  });

  it('is chosen by the end of its fingerprint', async () => {
    const privateKeyArmored = await key();
    const { fingerprint } = await load({ privateKeyArmored });

    for (const length of [8, 16, 40]) {
      const keyId = fingerprint.slice(-length);
      await expect(load({ privateKeyArmored, keyId })).resolves.toMatchObject({ fingerprint });
      await expect(load({ privateKeyArmored, keyId: `0x${keyId.toLowerCase()}` })).resolves.toMatchObject({
        fingerprint,
      });
    }
    await expect(load({ privateKeyArmored, keyId: '0123456789ABCDEF' })).rejects.toMatchObject({
      code: 'signing-key-not-found',
    });
    await expect(load({ privateKeyArmored, keyId: '--output=/etc/x' })).rejects.toMatchObject({
      code: 'signing-key-id-invalid',
    });
  });

  it('is refused when it is the public example key', async () => {
    await expect(load({ privateKeyArmored: await key(), keyId: 'FEF8D954' })).rejects.toMatchObject({
      code: 'signing-key-dummy',
    });
    await expect(
      load({ privateKeyArmored: await key(), keyId: 'fef8d954', allowKnownDummyKey: true }),
    ).rejects.toMatchObject({ code: 'signing-key-not-found' });
  });

  it('is refused when it has expired', async () => {
    await expect(load({ privateKeyArmored: await generateBriefKey(createdAt) })).rejects.toMatchObject({
      code: 'signing-key-expired',
      message: expect.stringContaining('2026-01-02'),
    });
  });

  it('is refused when it is revoked', async () => {
    const { privateKey } = await revokeKey({
      key: await readPrivateKey({ armoredKey: await key() }),
      date: new Date('2026-02-01T00:00:00Z'),
      format: 'armored',
    });

    await expect(load({ privateKeyArmored: privateKey })).rejects.toMatchObject({ code: 'signing-key-revoked' });
  });

  it('is refused when its signatures would be different each time', async () => {
    const { privateKey } = await generateKey({
      type: 'ecc',
      curve: 'nistP256',
      userIDs: { name: 'Random' },
      date: createdAt,
      format: 'armored',
    });

    await expect(load({ privateKeyArmored: privateKey })).rejects.toMatchObject({ code: 'signing-key-unsuitable' });
  });
});
