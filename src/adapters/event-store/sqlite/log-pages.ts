import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCellReader } from './cell-reader.ts';
import type { Cells } from './cells.ts';
import type { SqliteDatabase } from './driver.ts';
import { logQuery, pageRows } from './log-query.ts';
import type { ReadAhead } from './read-ahead.ts';

/** So many pages are read before anybody helps: to start a thread takes as long. */
const pagesBeforeHelp = 40;

type LogPages = Readonly<{
  database: SqliteDatabase;
  columns: readonly string[];
  /** Runs a query, or throws when the store is closed or in trouble. */
  asked: <Result>(query: () => Result) => Result;
  /** Reads on in a thread of its own. */
  readAhead?: ReadAhead;
}>;

/**
 * The log behind a position, a page at a time: a read that stays open would keep the log beside the file from being emptied.
 * Ends behind the first page that is not full.
 */
export const createLogPages = ({
  database,
  columns,
  asked,
  readAhead,
}: LogPages): ((last: number) => AsyncGenerator<Cells>) => {
  const { read, unpack } = createCellReader(database, logQuery(columns));
  const rowsIn = ({ texts }: Cells): number => texts.length / columns.length;
  const lastOf = ({ texts }: Cells): number => Number(texts.at(-columns.length));

  const pagesOfThread = async function* (first: number): AsyncGenerator<Cells> {
    if (!readAhead) return;
    let last = first;
    for await (const packed of readAhead(last)) {
      const page = asked(() => unpack(packed, last, pageRows));
      yield page;
      if (rowsIn(page) < pageRows) return;
      last = lastOf(page);
      await nextTurn();
    }
  };

  return async function* (first) {
    let last = first;
    for (let pages = 1; ; pages += 1) {
      const page = asked(() => read(last, pageRows));
      yield page;
      if (rowsIn(page) < pageRows) return;
      last = lastOf(page);
      if (pages === pagesBeforeHelp) {
        // When the thread ends before the log does, the rest is read here, and what is wrong is met again here.
        for await (const ahead of pagesOfThread(last)) {
          yield ahead;
          if (rowsIn(ahead) < pageRows) return;
          last = lastOf(ahead);
        }
      }
      // A long history is not a reason for the process to be deaf.
      await nextTurn();
    }
  };
};
