import type { CertificateSettings } from '../machines/certificate.events.ts';

/** What a template's name stands for. */
export type Template = Pick<CertificateSettings, 'layout' | 'page' | 'kind'>;

const standard = { layout: 'standard', page: 'A4-landscape', kind: 'honor' } as const;

const builtIn: ReadonlyMap<string, Template> = new Map<string, Template>([
  ['certificate-template-edX-DemoX.pdf', standard],
  ['certificate-template-edX-DemoX-verified.pdf', { ...standard, kind: 'verified' }],
  ['blank.pdf', standard],
  ['blank-portrait.pdf', { ...standard, page: 'A4-portrait' }],
]);

/** The names that are known without any file of the operator's. */
export const builtInTemplates: readonly string[] = [...builtIn.keys()];

/**
 * Looks a template up by the name that a request or the course data uses.
 *
 * @param name a plain file name; it is compared, never opened.
 * @param available the names of the operator's own files: they are printed with the standard layout,
 *   as verified certificates when `-verified` is in the name, which is how such files have always been told apart.
 * @returns undefined when nobody knows the name.
 */
export const findTemplate = (name: string, available: ReadonlySet<string>): Template | undefined => {
  const known = builtIn.get(name);
  if (known) return known;
  if (!available.has(name)) return undefined;
  return { ...standard, kind: name.includes('-verified') ? 'verified' : 'honor' };
};
