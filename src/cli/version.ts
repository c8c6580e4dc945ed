import { existsSync, readFileSync } from 'node:fs';

/** The version in this program's package.json: beside `src`, and above `dist` once compiled. */
export const loadVersion = (): string => {
  const places = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url));
  const place = places.find((candidate) => existsSync(candidate));
  if (!place) throw new Error('package.json is missing: install the program again');
  const { version } = JSON.parse(readFileSync(place, 'utf8')) as { version: string };
  return version;
};
