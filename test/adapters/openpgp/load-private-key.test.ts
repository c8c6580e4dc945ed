import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../../src/adapters/openpgp/generate-signing-key.ts';
import { loadPrivateKey } from '../../../src/adapters/openpgp/load-private-key.ts';
import { loadSigner } from '../../../src/adapters/openpgp/load-signer.ts';
import { createGpgHome, hasGpg } from './gpg.ts';

const document = new TextEncoder().encode('%PDF-1.7 a certificate');

describe("a signing key's file", () => {
  const folder = createGpgHome();
  afterAll(() => folder.remove());

  it('is read as it is', async () => {
    const key = await generateSigningKey({ name: 'Demo', createdAt: new Date() });

    expect(await loadPrivateKey({ file: folder.file('private.asc', key) })).toBe(key);
  });

  it('that is not there is reported with its path', async () => {
    const file = join(folder.home, 'none.asc');

    await expect(loadPrivateKey({ file })).rejects.toMatchObject({
      code: 'signing-key-missing',
      message: expect.stringContaining(`${file} cannot be read (ENOENT)`),
    });
  });

  it('that is a folder is reported too', async () => {
    await expect(loadPrivateKey({ file: folder.home })).rejects.toMatchObject({ code: 'signing-key-missing' });
  });

  it('that is far too large is not read to its end', async () => {
    const file = folder.file('large.asc', Buffer.alloc(5_000_000, 'A'));

    await expect(loadPrivateKey({ file })).rejects.toMatchObject({ code: 'signing-key-unreadable' });
  });
});

describe.skipIf(!hasGpg)("a signing key in an operator's GnuPG home", () => {
  const operator = createGpgHome();
  let open: string;
  let locked: string;
  let certifyOnly: string;
  let withSubkey: string;
  beforeAll(() => {
    open = operator.newKey('Open University');
    locked = operator.newKey('Locked University', { algorithm: 'ed25519', passphrase: 'open sesame' });
    certifyOnly = operator.newKey('Certify Only', { usage: 'cert' });
    withSubkey = operator.newKey('With Subkey', { usage: 'cert' });
  });
  afterAll(() => operator.remove());

  it.each([8, 16, 40])('signs so that gpg accepts it, named by %i digits', async (length) => {
    const keyId = open.slice(-length);
    const privateKeyArmored = await loadPrivateKey({ gpgHome: operator.home, keyId });
    const now = new Date();
    const signer = await loadSigner({ privateKeyArmored, keyId, now });

    expect(signer.fingerprint).toBe(open);
    const signature = await signer.sign(document, now);
    expect(await signer.sign(document, now)).toBe(signature);
    expect(operator.verify({ publicKey: signer.publicKey, signature, document }).isGood).toBe(true);
  });

  it('is unlocked with its passphrase', async () => {
    const passphrase = 'open sesame';
    const privateKeyArmored = await loadPrivateKey({ gpgHome: operator.home, keyId: locked, passphrase });
    const now = new Date();
    const signer = await loadSigner({ privateKeyArmored, passphrase, now });

    const signature = await signer.sign(document, now);
    expect(operator.verify({ publicKey: signer.publicKey, signature, document }).isGood).toBe(true);
  });

  it('stays locked with another passphrase', async () => {
    operator.forgetPassphrases();

    await expect(loadPrivateKey({ gpgHome: operator.home, keyId: locked, passphrase: 'wrong' })).rejects.toMatchObject({
      code: 'signing-key-passphrase',
      message: expect.not.stringContaining('wrong'),
    });
  });

  it('is refused when it is not made to sign', async () => {
    const privateKeyArmored = await loadPrivateKey({ gpgHome: operator.home, keyId: certifyOnly });

    await expect(loadSigner({ privateKeyArmored, now: new Date() })).rejects.toMatchObject({
      code: 'signing-key-unsuitable',
    });
  });

  it('signs with its subkey when that one is made to sign', async () => {
    operator.gpg('--pinentry-mode', 'loopback', '--passphrase', '', '--quick-add-key', withSubkey, 'ed25519', 'sign');
    const listed = operator.gpg('--with-colons', '--list-secret-keys', withSubkey).stdout;
    const subkey = [...listed.matchAll(/^fpr:+([0-9A-F]{40}):/gm)][1]?.[1] ?? '';
    const now = new Date();

    for (const keyId of [withSubkey, subkey]) {
      const privateKeyArmored = await loadPrivateKey({ gpgHome: operator.home, keyId });
      const signer = await loadSigner({ privateKeyArmored, keyId, now });
      expect(signer.fingerprint).toBe(withSubkey);
      const verified = operator.verify({
        publicKey: signer.publicKey,
        signature: await signer.sign(document, now),
        document,
      });
      expect(verified.isGood).toBe(true);
      expect(verified.stderr).toContain(subkey);
    }
  });

  it('that is not there is reported, with the command that shows what is', async () => {
    await expect(loadPrivateKey({ gpgHome: operator.home, keyId: '0123456789ABCDEF' })).rejects.toMatchObject({
      code: 'signing-key-not-found',
      message: expect.stringContaining('--list-secret-keys'),
    });
  });

  it('is not looked for when the id is not one', async () => {
    await expect(loadPrivateKey({ gpgHome: operator.home, keyId: '--version' })).rejects.toMatchObject({
      code: 'signing-key-id-invalid',
    });
  });
});

describe('gpg', () => {
  const tools = createGpgHome();
  const path = process.env['PATH'];
  afterAll(() => {
    process.env['PATH'] = path;
    tools.remove();
  });

  it('that is not installed is reported as such', async () => {
    process.env['PATH'] = '/nonexistent';
    const export_ = loadPrivateKey({ gpgHome: tools.home, keyId: '0123456789ABCDEF' });
    await expect(export_).rejects.toMatchObject({ code: 'gpg-missing' });
    process.env['PATH'] = path;
  });

  it('that hangs is stopped', async () => {
    chmodSync(tools.file('gpg', '#!/bin/sh\nexec sleep 60\n'), 0o755);
    expect(readdirSync(tools.home)).toContain('gpg');
    process.env['PATH'] = `${tools.home}:${path}`;

    await expect(
      loadPrivateKey({ gpgHome: tools.home, keyId: '0123456789ABCDEF', limitMs: 200 }),
    ).rejects.toMatchObject({ code: 'gpg-failed', message: expect.stringContaining('200 ms') });
    process.env['PATH'] = path;
  });
});
