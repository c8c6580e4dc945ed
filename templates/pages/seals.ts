const seal = (name: string, mark: string): string =>
  `<svg class="seal ${name}" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><circle cx="24" cy="24" r="22" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="24" cy="24" r="18" fill="currentColor"/><path d="${mark}" class="mark"/></svg>`;

export type SealName = 'good' | 'care' | 'bad';

/** What a page thinks of a certificate or a file, at a glance; the words beside it say the same. */
export const seals: Readonly<Record<SealName, string>> = {
  good: seal('good', 'M15.5 24.5l6 6 11-12.5'),
  care: seal('care', 'M24 14v12M24 32.5v.5'),
  bad: seal('bad', 'M17.5 17.5l13 13M30.5 17.5l-13 13'),
};
