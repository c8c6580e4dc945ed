/**
 * The first of the reader's languages that there is, or the first that there is.
 *
 * @param wanted as the browser has them, most wanted first, e.g. `['ar-EG', 'en']`.
 */
export const preferredLanguage = (available: readonly string[], wanted: readonly string[]): string | undefined => {
  const languages = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return languages.find((language) => available.includes(language)) ?? available[0];
};
