import type { Standing } from './standing.ts';

/** What is said of a file, by the name of its template; `file` is shown as it is called on this device. */
export type Said = Readonly<{ verdict: string; file?: string; standing?: Standing }>;

const nameCharactersMax = 120;

/** Says it in every language at once, so that it stays when the reader changes the language. */
export const showVerdict = (said: Said): void => {
  for (const { section, place } of places()) {
    const template = section.querySelector<HTMLTemplateElement>(`template[data-verdict="${said.verdict}"]`);
    if (!template) continue;
    const tone = template.dataset['tone'] ?? '';
    place.dataset['verdict'] = said.verdict;
    place.dataset['tone'] = tone;
    place.replaceChildren(copyOf(`template[data-seal="${tone}"]`), wordsOf(template, section, said));
  }
};

/** While a file is read, which takes a moment when it is large. */
export const showChecking = (): void => {
  for (const { section, place } of places()) {
    delete place.dataset['verdict'];
    delete place.dataset['tone'];
    place.replaceChildren(copyOf('template[data-checking]', section));
  }
};

const places = () =>
  [...document.querySelectorAll<HTMLElement>('main > article[lang]')].flatMap((section) => {
    const place = section.querySelector<HTMLElement>('.verdict');
    return place ? [{ section, place }] : [];
  });

const copyOf = (selector: string, within: ParentNode = document): Node =>
  within.querySelector<HTMLTemplateElement>(selector)?.content.cloneNode(true) ?? new DocumentFragment();

const wordsOf = (template: HTMLTemplateElement, section: HTMLElement, { file = '', standing }: Said): HTMLElement => {
  const words = document.createElement('div');
  words.append(template.content.cloneNode(true));
  for (const slot of words.querySelectorAll<HTMLTimeElement>('[data-slot="date"]'))
    fillDay(slot, section.lang, standing);
  for (const slot of words.querySelectorAll('[data-slot="fingerprint"]')) {
    slot.replaceWith(section.querySelector('.fingerprint')?.cloneNode(true) ?? '');
  }
  if (standing?.state !== 'unknown') for (const note of words.querySelectorAll('[data-unless-known]')) note.remove();
  if (file) words.append(named(file));
  return words;
};

/** The file's name is somebody else's: text, kept apart from ours. */
const named = (file: string): HTMLElement => {
  const line = document.createElement('p');
  const name = document.createElement('bdi');
  line.className = 'file';
  name.textContent = file.slice(0, nameCharactersMax);
  line.append(name);
  return line;
};

const fillDay = (slot: HTMLTimeElement, language: string, standing: Standing | undefined): void => {
  if (!standing || !('on' in standing)) return;
  slot.dateTime = standing.on;
  slot.textContent = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${standing.on}T00:00:00Z`));
};
