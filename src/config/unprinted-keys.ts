import type { Layout } from '../../templates/layout.ts';
import { placesIn } from '../../templates/placeholders.ts';

/** The keys of cert-data.yml that only some layouts print, with what such a layout says or asks. */
const printedBy = {
  CERTS_ARE_CALLED_PLURAL: ['calledPlural'],
  COURSE_ASSOCIATION_TEXT: ['association'],
  HAS_DISCLAIMER: ['disclaimer'],
  MD_CERTS: ['md'],
  NO_TITLE: ['designation'],
  CREDITS: ['credits'],
  interstitial: ['interstitial'],
} as const;

/** The keys of a course that its layout has no place for. */
export const unprintedKeys = (course: object, layout: Layout): readonly string[] => {
  const used = new Set(
    layout.blocks.flatMap(({ spans, when }) => [
      ...spans.flatMap((span) => [...placesIn(span.pattern), ...span.when.map(factOf)]),
      ...when.map(factOf),
    ]),
  );
  return Object.entries(printedBy).flatMap(([key, names]) =>
    Object.hasOwn(course, key) && !names.some((name) => used.has(name)) ? [key] : [],
  );
};

const factOf = (condition: string): string => condition.replace(/^not /, '');
