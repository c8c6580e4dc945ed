import type { Observed, Page } from '../../ports/event-store.ts';

const pageEvents = 1_000;

/** Hands out one by one what comes in as pages of at most 1,000. */
export const inPages = async function* <Event, Item extends Observed<Event>>(
  events: AsyncIterable<Item>,
): AsyncGenerator<readonly Item[]> {
  let page: Item[] = [];
  for await (const observed of events) {
    page.push(observed);
    if (page.length < pageEvents) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
};

/** How a store without a voice of its own is followed: read to the end, wait, read on. */
type Following<Event> = Readonly<{
  after: string | undefined;
  signal: AbortSignal;
  readPages: (from: Readonly<{ after?: string }>) => AsyncIterable<readonly Observed<Event>[]>;
  /** Resolves when it is worth while to look again, and when the signal is aborted. */
  wait: (last: string | undefined) => Promise<unknown>;
}>;

/** Pages for ever, until the signal is aborted. */
export const followByReading = async function* <Event>({
  after,
  signal,
  readPages,
  wait,
}: Following<Event>): AsyncGenerator<Page<Event>> {
  let last = after;
  while (!signal.aborted) {
    for await (const observed of readPages(last === undefined ? {} : { after: last })) {
      last = observed.at(-1)?.position ?? last;
      if (signal.aborted) return;
      yield { observed, isLive: false };
    }
    if (signal.aborted) return;
    yield { observed: [], isLive: true };
    if (!signal.aborted) await wait(last);
  }
};
