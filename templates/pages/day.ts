/** A day as people of that language write it, in the Gregorian calendar and with the digits that the page has elsewhere. */
export const dayIn = (language: string, day: string): string =>
  new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
