import { SingleBar } from 'cli-progress';
import type { Console } from './console.ts';

/** Shows how far a run over very many things is, without saying so for each of them. */
export type Tally = Readonly<{
  /** @param of how many there are in all; null when nobody knows. */
  at: (done: number, title: string, of: number | null) => void;
  end: () => void;
}>;

/** On a terminal a bar; else a line from time to time, so that a log shows that it goes on. */
export const createTally = (console: Console): Tally => (process.stderr.isTTY ? bar() : lines(console));

const lineIntervalMs = 10_000;

const lines = ({ note }: Console): Tally => {
  let saidAt = Date.now();
  return {
    at: (done, title, of) => {
      if (Date.now() - saidAt < lineIntervalMs) return;
      saidAt = Date.now();
      note(`${title}: ${done}${of === null ? '' : ` of ${of}`}`);
    },
    end: () => undefined,
  };
};

const bar = (): Tally => {
  const shown = new SingleBar({
    format: '{bar} {value}/{total}  {title}',
    stream: process.stderr,
    hideCursor: true,
    barsize: 20,
    clearOnComplete: true,
    fps: 10,
  });
  let isStarted = false;
  return {
    at: (done, title, of) => {
      if (!isStarted) shown.start(of ?? done, done, { title });
      isStarted = true;
      shown.setTotal(of ?? done);
      shown.update(done, { title });
    },
    end: () => shown.stop(),
  };
};
