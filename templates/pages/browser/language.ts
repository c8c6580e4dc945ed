import { preferredLanguage } from './preferred-language.ts';

/** The page shows the section that its address names (`#es`), without any script. This picks the reader's own at first. */

const sections = [...document.querySelectorAll<HTMLElement>('main > article[lang]')];
const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a[hreflang]')];

const shown = (): HTMLElement | undefined => sections.find(({ id }) => `#${id}` === location.hash) ?? sections[0];

/** For readers' voices and translators, and for the browser's title. */
const tell = (): void => {
  const section = shown();
  if (!section) return;
  document.documentElement.lang = section.lang;
  document.documentElement.dir = section.dir;
  document.title = section.dataset['title'] ?? document.title;
  for (const link of links) {
    if (link.hreflang === section.lang) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
};

addEventListener('hashchange', tell);
const preferred = preferredLanguage(
  sections.map(({ id }) => id),
  navigator.languages,
);
if (!sections.some(({ id }) => `#${id}` === location.hash) && preferred && preferred !== sections[0]?.id) {
  location.replace(`#${preferred}`);
}
tell();
