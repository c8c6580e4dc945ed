import type { Standing } from './standing.ts';

/** What is said of a file, by the name of its template; `file` is shown as it is called on this device. */
export type Said = Readonly<{ verdict: string; file?: string; standing?: Standing }>;

const nameCharactersMax = 120;

/** Says it in every language at once, so that it stays when the reader changes the language. */
export const showVerdict = ({ verdict, file = '', standing }: Said): void => {
  for (const section of document.querySelectorAll<HTMLElement>('main > article[lang]')) {
    const template = section.querySelector<HTMLTemplateElement>(`template[data-verdict="${verdict}"]`);
    const place = section.querySelector<HTMLElement>('.verdict');
    if (!template || !place) continue;
    const words = template.content.cloneNode(true) as DocumentFragment;
    for (const slot of words.querySelectorAll('[data-slot="file"]'))
      slot.textContent = file.slice(0, nameCharactersMax);
    for (const slot of words.querySelectorAll<HTMLTimeElement>('[data-slot="date"]'))
      fillDay(slot, section.lang, standing);
    if (standing?.state !== 'unknown') for (const note of words.querySelectorAll('[data-unless-known]')) note.remove();
    place.dataset['verdict'] = verdict;
    place.dataset['tone'] = template.dataset['tone'] ?? '';
    place.replaceChildren(words);
  }
};

/** While a file is read, which takes a moment when it is large. */
export const showChecking = (): void => {
  for (const section of document.querySelectorAll<HTMLElement>('main > article[lang]')) {
    const template = section.querySelector<HTMLTemplateElement>('template[data-checking]');
    const place = section.querySelector<HTMLElement>('.verdict');
    if (!template || !place) continue;
    delete place.dataset['verdict'];
    delete place.dataset['tone'];
    place.replaceChildren(template.content.cloneNode(true));
  }
};

const fillDay = (slot: HTMLTimeElement, language: string, standing: Standing | undefined): void => {
  if (!standing || !('on' in standing)) return;
  slot.dateTime = standing.on;
  slot.textContent = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${standing.on}T00:00:00Z`));
};
