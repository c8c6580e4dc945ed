import { InvalidArgumentError } from 'commander';

const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/**
 * A time as a person writes it: so long ago (`90m`, `12h`, `7d`, `2w`), a day, or a time in UTC.
 *
 * @returns ISO 8601.
 * @throws InvalidArgumentError
 */
export const moment = (text: string): string => {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(Date.now() - Number(count) * (unitsMs[unit] ?? 0)).toISOString();
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?)?$/.test(text);
  const time = new Date(text.length === 10 || text.endsWith('Z') ? text : `${text}Z`);
  if (!isTime || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('A time is expected, such as 7d, 12h, 2026-05-01 or 2026-05-01T10:00Z.');
  }
  return time.toISOString();
};
