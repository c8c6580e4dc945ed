import { Presets, SingleBar } from 'cli-progress';
import { numberOfPosition } from '../../projections/positions.ts';
import type { Standing } from '../ports/views.ts';
import type { Console } from './console.ts';

/** How far a reading of the whole history is, for a person who waits. Nothing is said of a short one. */
export type ReadingProgress = Readonly<{ at: (standing: Standing) => void; end: () => void }>;

const silentMs = 1_000;
/** Into a file or a pipe, a line now and then. */
const lineIntervalMs = 5_000;

/** @param head the number that the last position begins with. */
export const createReadingProgress = (head: number, { note }: Console, now = Date.now): ReadingProgress => {
  const begun = now();
  let first: number | null = null;
  let told = begun;
  let bar: SingleBar | null = null;

  return {
    at: ({ checkpoint, events }) => {
      first ??= events;
      const ms = now() - begun;
      if (ms < silentMs) return;
      const perSecond = `${Math.round(((events - first) / ms) * 1_000)} events/s`;
      const place = Math.min(head, numberOfPosition(checkpoint));
      if (process.stderr.isTTY) {
        bar ??= startBar(head);
        bar.update(place, { title: perSecond });
      } else if (now() - told >= lineIntervalMs) {
        told = now();
        note(`reading the history: ${Math.floor((place / Math.max(1, head)) * 100)} %, ${perSecond}`);
      }
    },
    end: () => bar?.stop(),
  };
};

const startBar = (head: number): SingleBar => {
  const format = 'reading the history {bar} {percentage} %  {title}';
  const bar = new SingleBar({ format, stream: process.stderr, barsize: 20 }, Presets.shades_classic);
  bar.start(head, 0, { title: '' });
  return bar;
};
