import { keepViewsCurrent } from '../app/keep-views-current.ts';
import { type Views, ViewsDamagedError } from '../ports/views.ts';
import { projectingOf } from './current-views.ts';
import type { History } from './opened.ts';

/** The views of a running agent, in the background. */
export type RunningViews = Readonly<{ stop: () => Promise<void> }>;

const backoffMs = 1_000;

/** Keeps the views current for as long as the agent runs. Whatever is wrong with them is logged, and never stops it. */
export const startViews = (history: History): RunningViews => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const opened = reopening(history);
  const { stopped } = keepViewsCurrent({
    open: async () => projectingOf(history, await opened.views()),
    onFailure: opened.letGo,
    log: history.log,
    signal,
    backoffMs,
  });
  return {
    stop: async () => {
      stopping.abort();
      await stopped;
      await opened.close();
    },
  };
};

/** Opened when they are wanted, and again after trouble: a damaged file makes room for a new one. */
const reopening = ({ views: door }: History) => {
  let views: Views | null = null;
  let isDamaged = false;
  const close = async (): Promise<void> => {
    const closing = views;
    views = null;
    await closing?.close();
  };
  return {
    close,
    views: async (): Promise<Views> => {
      views ??= await (isDamaged ? door.openNew() : door.open());
      isDamaged = false;
      return views;
    },
    letGo: async (error: unknown): Promise<void> => {
      isDamaged = error instanceof ViewsDamagedError;
      await close();
    },
  };
};
