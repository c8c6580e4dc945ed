import type { CertificateSettings } from '../../machines/certificate.events.ts';
import { type NamedLayout, standardLayout } from '../../templates/built-in-layouts.ts';
import { builtInTemplates, kindOf } from '../../templates/catalogue.ts';
import { type Course, layoutNameOf } from './course-data.ts';
import type { Settings } from './setting-definitions.ts';
import { quoted } from './visible-text.ts';

/**
 * The files of the operator's template folder: by file name, the places of all files of that name, e.g.
 * `v2-cert-templates/blank.pdf`. Names are compared, never made into paths.
 */
type TemplatePlaces = ReadonlyMap<string, readonly string[]>;

/** What a certificate can be drawn with. */
export type Designs = Readonly<{ layouts: ReadonlyMap<string, NamedLayout>; templates: TemplatePlaces }>;

/** What one certificate is drawn with. */
export type Design = Readonly<{
  template: string | null;
  layout: NamedLayout;
  kind: CertificateSettings['kind'];
  /** The file that lies under the text, by its place in the template folder, and its page from 1. */
  underlay: Readonly<{ file: string; page: number }> | null;
  problem: CertificateSettings['problem'];
}>;

type Asked = Readonly<{
  /** The course's own data, and how its organisation and number may be written in a template's name. */
  course: Course;
  keys: readonly Readonly<{ org: string; course: string }>[];
  /** The request's template. */
  template: string | null;
  fallback: Settings['templateFallback'];
}>;

/**
 * Chooses layout, kind and background. The course's TEMPLATEFILE beats the request's template; without either, a file
 * with the course's usual name is taken when there is one. A name that nobody knows is a problem, unless it is the
 * course's usual name and the course names a layout: that one is then drawn with its own background.
 */
export const chooseDesign = (
  { course, keys, template: requested, fallback }: Asked,
  { layouts, templates }: Designs,
): Design => {
  const template = course.TEMPLATEFILE ?? requested;
  const usual = keys.map(usualNameOf);
  const layoutName = layoutNameOf(course);
  const builtIn = builtInTemplates.get(template ?? '');
  const own = (template === null ? usual : [template])
    .map((name) => placeOf(name, course.VERSION, templates))
    .find((place) => place !== undefined);

  // Every name was checked when the course data were read.
  const layout = found(layouts, layoutName ?? (own ? standardLayout : (builtIn?.layout ?? standardLayout)));
  const isKnown =
    template === null ||
    own !== undefined ||
    builtIn !== undefined ||
    (layoutName !== undefined && course.TEMPLATEFILE === undefined && usual.includes(plain(template)));
  const underlay =
    own === undefined ? backgroundOf(layout, templates) : { underlay: { file: own, page: 1 }, problem: null };
  return {
    template,
    layout,
    kind: builtIn?.kind ?? kindOf(template),
    underlay: underlay.underlay,
    problem: isKnown || fallback === 'standard' ? underlay.problem : unknownTemplate(template),
  };
};

const usualNameOf = ({ org, course }: Readonly<{ org: string; course: string }>): string =>
  `certificate-template-${org}-${course}.pdf`;

const plain = (template: string): string => template.replace(/-verified\.pdf$/, '.pdf');

/** The version's own folder counts first, then the folder itself, then the others by their names. */
const placeOf = (name: string, version: string | undefined, templates: TemplatePlaces): string | undefined => {
  const places = templates.get(name) ?? [];
  const preferred = [`v${version ?? '1'}-cert-templates/${name}`, name];
  return preferred.find((place) => places.includes(place)) ?? [...places].sort()[0];
};

const backgroundOf = (
  { name, layout }: NamedLayout,
  templates: TemplatePlaces,
): Pick<Design, 'underlay' | 'problem'> => {
  const { background } = layout;
  if (background.type !== 'file') return { underlay: null, problem: null };
  const place = placeOf(background.file, undefined, templates);
  if (place !== undefined) return { underlay: { file: place, page: background.page }, problem: null };
  const message = `the layout ${name} lies over ${quoted(background.file)}, which is not in template_data of CERT_PRIVATE_DIR`;
  return { underlay: null, problem: { code: 'template-unknown', message } };
};

const found = (layouts: Designs['layouts'], name: string): NamedLayout => {
  const layout = layouts.get(name) ?? layouts.get(standardLayout);
  if (!layout) throw new Error('the standard layout is missing');
  return layout;
};

const unknownTemplate = (name: string | null): Design['problem'] => ({
  code: 'template-unknown',
  message:
    `there is no template ${quoted(name ?? '')}: add it to template_data in CERT_PRIVATE_DIR, ` +
    'or set TEMPLATE_FALLBACK to standard',
});
