import { Eta } from 'eta';
import { contentPolicy, pageStyle } from './page-style.ts';

/** Everything that a page shows, as text. */
export type PageValues = Readonly<Record<string, string>>;

const eta = new Eta({ autoEscape: true, autoTrim: false });

/** What only our own text may hold, checked once: a tag that would print a value as markup. */
const rawOutput = /<%\s*[-_]?\s*~/;

const seal = `<svg class="seal" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
          <circle cx="24" cy="24" r="22" fill="none" stroke="currentColor" stroke-width="2"/>
          <circle cx="24" cy="24" r="18" fill="currentColor"/>
          <path d="M15.5 24.5l6 6 11-12.5" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/>
        </svg>`;

/**
 * Compiles a page once. `<%= it.value %>` is the only way to print a value, and always escapes it.
 *
 * @param title and body are templates of our own.
 * @throws Error when they print a value unescaped.
 */
export const pageTemplate = ({
  title,
  heading,
  body,
}: Readonly<{ title: string; heading: string; body: string }>): ((values: PageValues) => string) => {
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="referrer" content="no-referrer">
    <title>${title}</title>
    <style>${pageStyle}</style>
  </head>
  <body class="<%= it.kind %>">
    <main>
      <article>
        <header class="headline">
        ${seal}
        <h1>${heading}</h1>
        </header>
${body}
      </article>
    </main>
  </body>
</html>
`;
  if (rawOutput.test(page)) throw new Error('a page prints a value without escaping it');
  const compiled = eta.compile(page);
  return (values) =>
    eta.render(compiled, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, readable(value)])));
};

/** Without what is no letter and could hide or turn around what stands beside it. */
const readable = (value: string): string => value.replace(/\p{Bidi_Control}|(?!\n)\p{Cc}/gu, ' ');
