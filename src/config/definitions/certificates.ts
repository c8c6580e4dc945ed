import { choice, namesByName } from '../choice-kinds.ts';
import { setting } from '../setting.ts';
import { optionalPath, optionalText, text } from '../text-kinds.ts';

export const certificateDefinitions = {
  certPrivateDir: setting({
    name: 'CERT_PRIVATE_DIR',
    group: 'Certificates',
    description: 'Folder of `cert-data.yml` and `template_data/`',
    kind: optionalPath,
    default: () => null,
    example: '/etc/certificate-agent/private',
    environmentAliases: ['CERT_PRIVATE_DIR'],
  }),
  templateFallback: setting<'refuse' | 'standard'>({
    name: 'TEMPLATE_FALLBACK',
    group: 'Certificates',
    description: 'What happens to a request for a template that does not exist: an error, or the standard layout',
    kind: choice('refuse', 'standard'),
    default: () => 'refuse',
    example: 'standard',
  }),
  certOrgsLong: setting<Readonly<Record<string, string>>>({
    name: 'CERT_ORGS_LONG',
    group: 'Certificates',
    description: 'Long names of organisations by the short name in the course id',
    kind: namesByName,
    default: () => ({}),
    defaultText: 'none',
    example: '{"edX": "edX Inc."}',
  }),
  defaultOrg: setting({
    name: 'DEFAULT_ORG',
    group: 'Certificates',
    description: 'Long name of an organisation that neither `cert-data.yml` nor CERT_ORGS_LONG knows',
    kind: optionalText,
    default: () => null,
    defaultText: 'the short name',
    example: 'Example University',
  }),
  certsAreCalled: setting({
    name: 'CERTS_ARE_CALLED',
    group: 'Certificates',
    description: 'The word for a certificate',
    kind: text,
    default: () => 'certificate',
    example: 'statement',
  }),
  certsAreCalledPlural: setting({
    name: 'CERTS_ARE_CALLED_PLURAL',
    group: 'Certificates',
    description: 'The word for certificates; for layouts that print it',
    kind: text,
    default: ({ certsAreCalled }) => `${certsAreCalled}s`,
    defaultText: 'CERTS_ARE_CALLED and an s',
    example: 'statements',
  }),
  certSiteDisclaimerText: setting({
    name: 'CERT_SITE_DISCLAIMER_TEXT',
    group: 'Certificates',
    description: 'Disclaimer; for layouts that print it',
    kind: optionalText,
    default: () => null,
    example: 'This certificate confers no academic credit.',
    aliases: ['CERTS_SITE_DISCLAIMER_TEXT'],
  }),
};
