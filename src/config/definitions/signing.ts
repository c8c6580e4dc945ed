import { z } from 'zod';
import { onOff } from '../choice-kinds.ts';
import type { Kind } from '../kind.ts';
import { setting } from '../setting.ts';
import { optionalPath, path, secret } from '../text-kinds.ts';

/** The old agent's default key. Its private half is public, so a signature by it proves nothing. */
const isPublicDummy = (keyId: string): boolean => keyId.toUpperCase().endsWith('FEF8D954');

const keyId: Kind<string | null> = {
  schema: z
    .string()
    .transform((id) => id.replace(/^0x|\s/gi, ''))
    .pipe(z.string().regex(/^([0-9A-Fa-f]{8}|[0-9A-Fa-f]{16}|[0-9A-Fa-f]{40})?$/))
    .refine((id) => !isPublicDummy(id)),
  expects: '8, 16 or 40 hexadecimal digits, or "" to not sign (FEF8D954 is a public dummy key, which proves nothing)',
  placeholder: 'id',
};

export const signingDefinitions = {
  certKeyId: setting({
    name: 'CERT_KEY_ID',
    group: 'Signing',
    description: 'Id or fingerprint of the key that signs; the empty text means: do not sign',
    kind: keyId,
    default: () => null,
    example: '0123456789ABCDEF0123456789ABCDEF01234567',
  }),
  certGpgDir: setting({
    name: 'CERT_GPG_DIR',
    group: 'Signing',
    description: 'GnuPG’s home directory that holds CERT_KEY_ID',
    kind: path,
    default: ({ machine }) => `${machine.homeDirectory}/.gnupg`,
    defaultText: '~/.gnupg',
    example: '/etc/certificate-agent/gnupg',
  }),
  signingKeyFile: setting({
    name: 'SIGNING_KEY_FILE',
    group: 'Signing',
    description: 'File with the armored private key, instead of CERT_GPG_DIR',
    kind: optionalPath,
    default: () => null,
    example: '/run/secrets/signing-key.asc',
  }),
  signingKeyPassphrase: setting({
    name: 'SIGNING_KEY_PASSPHRASE',
    group: 'Signing',
    description: 'Passphrase of the signing key',
    kind: secret,
    default: () => null,
    example: 'a passphrase',
  }),
  sign: setting({
    name: 'SIGN',
    group: 'Signing',
    description:
      'Whether certificates are signed; without it no verification page exists and no link to one is printed',
    kind: onOff,
    default: ({ certKeyId, signingKeyFile }) => certKeyId !== '' || signingKeyFile !== null,
    defaultText: 'true, unless CERT_KEY_ID is the empty text',
    example: 'true',
  }),
};
