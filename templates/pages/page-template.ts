import { Eta } from 'eta';
import { languages } from './messages/languages.ts';
import type { Messages } from './messages/messages.ts';
import { contentPolicy } from './page-policy.ts';
import { pageStyle } from './page-style.ts';
import { type PageValues, type Speech, speechIn, valuesIn } from './words.ts';

const eta = new Eta({ autoEscape: true, autoTrim: false });

/** What only our own text may hold, checked once: a tag that would print a value as markup. */
const rawOutput = /<%\s*[-_]?\s*~/;

/** One page in one language, as templates of our own. */
type Content = Readonly<{ title: string; body: string }>;

export type PageOptions = Readonly<{
  /** What the page says. */
  content: (messages: Messages, speech: Speech) => Content;
  /** The values that it prints in one language. */
  values: (messages: Messages) => PageValues;
  /** Addresses of the page's scripts; and attributes of `main`, which they read. Values that no language changes. */
  scripts: readonly string[];
  data: PageValues;
  /** For the colours: `honor`, `verified`, `gone`. */
  kind: string;
}>;

/** Compiled once for each page; the options of one rendering come with `render`. */
export type PageTemplate = (options: Omit<PageOptions, 'content'>) => string;

/**
 * Compiles a page once, in all languages: one section each, of which one is shown. That needs no script; the pages' script
 * only picks the reader's language.
 *
 * @param dataNames the attributes of `main`.
 * @throws Error when it prints a value unescaped.
 */
export const pageTemplate = (content: PageOptions['content'], dataNames: readonly string[]): PageTemplate => {
  const sections = languages.map((messages) => {
    const { title, body } = content(messages, speechIn(messages.language));
    const { language, direction } = messages;
    return {
      language,
      title,
      html: `<article id="${language}" lang="${language}" dir="${direction}" data-title="${title}">${body}</article>`,
    };
  });
  const [first] = sections;
  const data = dataNames.map((name) => ` data-${name}="<%= it.data_${camel(name)} %>"`).join('');
  const page = `<!doctype html>
<html lang="${first?.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${first?.title}</title>
<style>${pageStyle}</style>
<% for (const script of it.scripts) { %><script type="module" src="<%= script %>"></script>
<% } %></head>
<body class="<%= it.kind %>">
<nav aria-label="Language, idioma, اللغة">${languages.map(link).join('')}</nav>
<main${data}>
${sections.map(({ html }) => html).join('\n')}
</main>
</body>
</html>
`;
  if (rawOutput.test(page)) throw new Error('a page prints a value without escaping it');
  const compiled = eta.compile(page);

  return ({ values, scripts, data: attributes, kind }) => {
    const texts = Object.assign(
      {},
      ...languages.map((messages) => valuesIn(messages.language, values(messages))),
    ) as PageValues;
    const shown = Object.entries({ ...texts, ...attributesOf(attributes), kind }).map(([name, value]) => [
      name,
      readable(value),
    ]);
    return eta.render(compiled, { ...Object.fromEntries(shown), scripts });
  };
};

const link = ({ language, name, direction }: Messages): string =>
  `<a href="#${language}" lang="${language}" dir="${direction}" hreflang="${language}">${name}</a>`;

const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const attributesOf = (data: PageValues): PageValues =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [`data_${camel(name)}`, value]));

/** Without what is no letter and could hide or turn around what stands beside it. */
const readable = (value: string): string => value.replace(/\p{Bidi_Control}|(?!\n)\p{Cc}/gu, ' ');
