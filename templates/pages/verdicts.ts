import type { Messages, VerdictName } from './messages/messages.ts';
import { type SealName, seals } from './seals.ts';
import type { Speech } from './words.ts';

/** How each end of a check looks. */
const tones: Readonly<Record<VerdictName, SealName>> = {
  genuine: 'good',
  replaced: 'care',
  withdrawn: 'bad',
  changed: 'bad',
  another: 'care',
  foreign: 'bad',
  unproven: 'bad',
  'not-a-pdf': 'care',
  empty: 'care',
  'too-large': 'bad',
  several: 'care',
  folder: 'care',
  unreadable: 'care',
  unsupported: 'care',
};

/** Those that speak of the issuer's key: the script puts its fingerprint there, as it stands on the page. */
const speaksOfKey: ReadonlySet<string> = new Set<VerdictName>(['genuine', 'replaced', 'withdrawn', 'unproven']);

/** Every verdict in one language, inert until the script picks one. */
export const verdictTemplates = ({ verdicts, stateUnknown }: Messages, { say }: Speech): string =>
  Object.entries(verdicts)
    .map(([name, { says, means }]) => {
      const key = speaksOfKey.has(name) ? '<i data-slot="fingerprint"></i>' : '';
      const unknown = name === 'genuine' ? `<p data-unless-known>${say(stateUnknown)}</p>` : '';
      const tone = tones[name as VerdictName];
      return `<template data-verdict="${name}" data-tone="${tone}"><p class="says">${withDate(say(says))}</p><p>${say(means)}</p>${key}${unknown}</template>`;
    })
    .join('\n');

/** The seals that the script puts beside a verdict, once for all languages. */
export const sealTemplates: string = Object.entries(seals)
  .map(([name, seal]) => `<template data-seal="${name}">${seal}</template>`)
  .join('');

/** The one value that only the script knows. */
const withDate = (html: string): string =>
  html.replace(/<bdi><%= it\.date_[a-z]+ %><\/bdi>/, '<time data-slot="date"></time>');
