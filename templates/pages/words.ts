import { escapeHtml } from './escape-html.ts';

/** Values that a page prints, as text. */
export type PageValues = Readonly<Record<string, string>>;

const placeholder = /\{([A-Za-z]+)\}/g;

/** How a page's template speaks in one language. Each language has values of its own: a date reads differently in each. */
export type Speech = Readonly<{
  language: string;
  /** A message as HTML; each value in it is kept apart, whatever direction its letters have. */
  say: (message: string) => string;
  /** The same for places that take text alone: titles and attributes. */
  plain: (message: string) => string;
  /** One value alone. */
  value: (name: string) => string;
}>;

/** `<%= it.name_es %>` is the only way to print a value, and always escapes it. */
const tag = (name: string, language: string): string => `<%= it.${name}_${language} %>`;

export const speechIn = (language: string): Speech => ({
  language,
  say: (message) => escapeHtml(message).replace(placeholder, (_, name: string) => `<bdi>${tag(name, language)}</bdi>`),
  plain: (message) => escapeHtml(message).replace(placeholder, (_, name: string) => tag(name, language)),
  value: (name) => tag(name, language),
});

/** One language's values under the names that its speech prints. */
export const valuesIn = (language: string, values: PageValues): PageValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}_${language}`, value]));
