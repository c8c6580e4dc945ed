import { certificateStream } from '../app/stream-names.ts';
import { DamagedEventError } from '../ports/event-store.ts';
import type { Views } from '../ports/views.ts';
import type { Console } from './console.ts';
import { askViews } from './current-views.ts';
import type { History } from './opened.ts';
import { UsageError } from './usage-error.ts';

/** How a person may name a certificate, for the help texts. */
export const certificateArgument =
  'a stream (certificate-…, or its first characters), a learner in a course (COURSE_ID/USERNAME), or a download or verify uuid';

/** More are not counted: a person who means one gives more of its name. */
const foundMax = 100;

/**
 * The stream that a person means.
 *
 * @throws UsageError when no certificate has that name, or several begin with it.
 */
export const findCertificate = async (named: string, history: History, console: Console): Promise<string> => {
  const { store, installationSecret } = history;
  const slash = named.lastIndexOf('/');
  if (slash > 0) {
    const stream = certificateStream(named.slice(slash + 1), named.slice(0, slash), installationSecret);
    if (await isThere(stream, store)) return stream;
    throw new UsageError('the history has no certificate of that learner in that course. Is it COURSE_ID/USERNAME?');
  }

  // A whole name needs no views.
  if (/^certificate-[0-9a-f]{32}$/.test(named) && (await isThere(named, store))) return named;
  const found = await askViews(history, console, (views) => streamsNamed(named, views));
  const [only, another] = found;
  if (only === undefined) throw new UsageError(`no certificate has that name. Give ${certificateArgument}`);
  if (another === undefined) return only;
  const count = found.size > foundMax ? `more than ${foundMax}` : String(found.size);
  throw new UsageError(`${count} certificates have that beginning: give more of it`);
};

const isThere = async (stream: string, store: History['store']): Promise<boolean> => {
  try {
    return (await store.read(stream)).length > 0;
  } catch (error) {
    // A damaged one can be looked at as well.
    if (!(error instanceof DamagedEventError)) throw error;
    return true;
  }
};

const streamsNamed = async (named: string, views: Views): Promise<ReadonlySet<string>> => {
  const beginnings = [named, `certificate-${named}`];
  const found = beginnings.map((beginning) => views.streamsBeginning(beginning, foundMax + 1));
  const isUuid = /^[0-9a-f]{32}$/.test(named);
  return new Set([...(await Promise.all(found)).flat(), ...(isUuid ? await views.streamsOfFile(named) : [])]);
};
