import { existsSync, readFileSync } from 'node:fs';
import type { Chart } from '../../machines/chart.ts';
import { fingerprintOf } from '../app/fingerprint.ts';

/**
 * The picture of a chart that comes with the program: `npm run pictures` draws it, with a layout engine that is not installed
 * where the program only runs. It carries its chart's fingerprint, so that an old one is never shown for a new chart.
 */
export const loadPicture = ({ id }: Chart): string => {
  // Beside `src`, and above `dist` once compiled.
  const places = ['../../', '../../../'].map((root) => new URL(`${root}docs/machines/${id}.svg`, import.meta.url));
  const place = places.find((candidate) => existsSync(candidate));
  if (!place) throw new Error(`docs/machines/${id}.svg is missing: install the program again`);
  return readFileSync(place, 'utf8');
};

/** True when the picture was drawn from this very chart. */
export const isPictureOf = (picture: string, chart: Chart): boolean =>
  picture.includes(`data-fingerprint="${fingerprintOf(chart)}"`);
