import type { Messages, VerdictName } from './messages/messages.ts';
import { seals } from './seals.ts';
import type { Speech } from './words.ts';

/** How each end of a check looks. `good` and `care` show the fingerprint as well: the signature holds, or should. */
const tones: Readonly<Record<VerdictName, keyof typeof seals>> = {
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

const showsFingerprint: ReadonlySet<string> = new Set(['genuine', 'replaced', 'withdrawn', 'unproven']);

/** Every verdict in one language, inert until the script picks one. `{date}` is filled in by the script. */
export const verdictTemplates = ({ verdicts, stateUnknown }: Messages, { say, value }: Speech): string =>
  Object.entries(verdicts)
    .map(([name, { says, means }]) => {
      const fingerprint = showsFingerprint.has(name)
        ? `<code class="fingerprint" dir="ltr">${value('fingerprint')}</code>`
        : '';
      const unknown = name === 'genuine' ? `<p class="soft" data-unless-known>${say(stateUnknown)}</p>` : '';
      return `<template data-verdict="${name}" data-tone="${tones[name as VerdictName]}">${seals[tones[name as VerdictName]]}<div><p class="says">${withDate(say(says))}</p><p>${say(means)}</p>${fingerprint}${unknown}<p class="soft file"><bdi data-slot="file"></bdi></p></div></template>`;
    })
    .join('\n');

/** The one value that only the script knows. */
const withDate = (html: string): string =>
  html.replace(/<bdi><%= it\.date_[a-z]+ %><\/bdi>/, '<time data-slot="date"></time>');
