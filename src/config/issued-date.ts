const printed = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** A day as it is printed: `January 31, 2026`, in UTC. */
export const renderDay = (day: Date): string => printed.format(day);

/**
 * The day of an ISO 8601 date, or of a date with a time, as the date says it: no time zone moves it.
 *
 * @returns null when this is no day of the calendar.
 */
export const parseIsoDay = (text: string): Date | null => {
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text) ?? [];
  const day = new Date(`${iso}T00:00:00Z`);
  // JavaScript turns February 31 into March 3.
  return iso !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? day : null;
};
