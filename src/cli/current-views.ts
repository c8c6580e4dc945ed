import { numberOfPosition } from '../../projections/positions.ts';
import { catchUp, type Projecting } from '../app/catch-up.ts';
import { type Views, ViewsDamagedError } from '../ports/views.ts';
import type { Console } from './console.ts';
import type { History } from './opened.ts';
import { createReadingProgress } from './reading-progress.ts';

/**
 * Asks the views, after they were brought up to the head of the history. Damage makes them anew, once: they hold nothing that
 * the history does not.
 */
export const askViews = async <Answer>(
  history: History,
  console: Console,
  question: (views: Views) => Promise<Answer>,
): Promise<Answer> =>
  withViews(history, async (views) => {
    await bringCurrent(history, views, console);
    return question(views);
  });

/** Opens the views, hands them over, and closes them whatever happens. */
export const withViews = async <Result>(
  { views: door, log }: History,
  use: (views: Views) => Promise<Result>,
): Promise<Result> => {
  let views = await door.open();
  try {
    return await use(views);
  } catch (error) {
    if (!(error instanceof ViewsDamagedError)) throw error;
    log.warn(`${error.message}; the file is left as it is, and the views are made anew from the history`);
    await views.close();
    views = await door.openNew();
    return await use(views);
  } finally {
    await views.close();
  }
};

/** What the views are made from, with the log as the one who hears of what is strange. */
export const projectingOf = ({ store, onDamaged, log }: Pick<History, 'store' | 'onDamaged' | 'log'>, views: Views) => {
  const told = new Set<string>();
  return {
    store,
    views,
    onDamaged,
    onUnknown: ({ type, schema, first }) => {
      const key = `${schema} ${type}`;
      if (told.has(key)) return;
      told.add(key);
      log.warn('events that only a newer certificate-agent understands: they are kept, and counted', {
        type,
        schema,
        first,
      });
    },
    onAnotherLog: () => log.warn('the views were made from another history: they are made anew'),
  } satisfies Projecting;
};

const bringCurrent = async (history: History, views: Views, console: Console): Promise<void> => {
  const progress = createReadingProgress(numberOfPosition(await history.store.head()), console);
  try {
    const { signal } = new AbortController();
    await catchUp(projectingOf(history, views), { build: 'live', signal, onProgress: progress.at });
  } finally {
    progress.end();
  }
};
