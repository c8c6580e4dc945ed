import type { CertificateSettings } from '../machines/certificate.events.ts';

/** What a template's name stands for when the operator has no file of that name. */
type Template = Pick<CertificateSettings, 'layout' | 'kind'>;

const standard: Template = { layout: 'standard', kind: 'honor' };

/** The names that are known without any file of the operator's. */
export const builtInTemplates: ReadonlyMap<string, Template> = new Map<string, Template>([
  ['certificate-template-edX-DemoX.pdf', standard],
  ['certificate-template-edX-DemoX-verified.pdf', { ...standard, kind: 'verified' }],
  ['blank.pdf', standard],
  ['blank-portrait.pdf', { ...standard, layout: 'standard-portrait' }],
]);

/** `-verified` in the name is how such templates have always been told apart. */
export const kindOf = (template: string | null): CertificateSettings['kind'] =>
  template?.includes('-verified') ? 'verified' : 'honor';
