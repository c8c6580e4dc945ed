/** A day as people of that language write it, in the Gregorian calendar and with the digits that the page has elsewhere. */
export const dayIn = (language: string, day: string): string =>
  new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/**
 * A day of issue as it is printed on the certificate, in another language's words: `January 31, 2026`. Course data may say
 * anything else, e.g. `Spring 2026`, which stays as it is.
 */
export const printedDayIn = (language: string, printed: string): string => {
  const time = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(printed) ? Date.parse(`${printed} UTC`) : Number.NaN;
  if (Number.isNaN(time)) return printed;
  const day = new Date(time).toISOString().slice(0, 10);
  // February 31 would be read as another day.
  return dayIn('en', day) === printed ? dayIn(language, day) : printed;
};
