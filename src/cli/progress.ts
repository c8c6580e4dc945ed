import { Presets, SingleBar } from 'cli-progress';
import type { Console } from './console.ts';

/** Shows how far a long run is: a bar for a person, a line for each step otherwise. */
export type ProgressDisplay = Readonly<{ step: (done: number, title: string) => void; end: () => void }>;

export const createProgress = (total: number, { note }: Console): ProgressDisplay => {
  if (!process.stderr.isTTY) {
    return { step: (done, title) => note(`${String(done).padStart(3)}/${total}  ${title}`), end: () => undefined };
  }
  const bar = new SingleBar(
    { format: '{bar} {value}/{total}  {title}', stream: process.stderr, hideCursor: true, barsize: 20 },
    Presets.shades_classic,
  );
  bar.start(total, 0, { title: '' });
  return { step: (done, title) => bar.update(done, { title }), end: () => bar.stop() };
};
