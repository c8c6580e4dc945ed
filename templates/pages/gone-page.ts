import { dayIn } from './day.ts';
import { pageTemplate } from './page-template.ts';
import { languageScript } from './script-addresses.ts';
import { seals } from './seals.ts';

/** What became of a certificate; `on` is a day, e.g. `2026-05-01`. */
export type Ending = Readonly<{ state: 'replaced' | 'withdrawn'; on: string }>;

const pageOf = (state: Ending['state']) =>
  pageTemplate(
    ({ gone, nothingKept }, { say, plain }) => ({
      title: plain(gone[state].title),
      body: `
<header class="headline">${state === 'replaced' ? seals.care : seals.bad}<h1>${say(gone[state].heading)}</h1></header>
<p class="lead">${say(gone[state].means)}</p>
<p class="soft">${say(nothingKept)}</p>
`,
    }),
    ['state', 'on'],
  );

const pages = { replaced: pageOf('replaced'), withdrawn: pageOf('withdrawn') };

/**
 * The page that stands in the place of a certificate's pages when it is replaced or withdrawn. It depends on nothing but
 * that, so it can hold nothing about anybody. The result is a whole HTML document, to be served as UTF-8.
 *
 * @param assets the folder's name of the pages' scripts.
 */
export const renderGonePage = ({ state, on }: Ending, assets: string): string =>
  pages[state]({
    kind: 'gone',
    data: { state, on },
    scripts: [languageScript(assets)],
    values: ({ language }) => ({ date: dayIn(language, on) }),
  });
