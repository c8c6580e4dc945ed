import { EventStoreUnavailableError } from '../../../ports/event-store.ts';

/** What both drivers can do alike. `all` instead of `get`: one of them adds a property of its own to the rows of `get`, unless they are arrays. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/** What goes over to the driver. */
export type SqliteValue = string | number | null;

type RunResult = Readonly<{ changes: number | bigint }>;

export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): RunResult;
  all(...values: readonly SqliteValue[]): unknown[];
  get(...values: readonly SqliteValue[]): unknown;
  /** libsql's way to rows that are arrays, which are cheaper than objects. */
  raw?(isRaw: boolean): SqliteStatement;
  /** The same of node:sqlite, since 22.16. */
  setReturnArrays?(isArray: boolean): void;
}

/** The statement's rows as arrays of their columns. */
export const arraysOf = (statement: SqliteStatement): ((...values: readonly SqliteValue[]) => unknown[][]) => {
  if (statement.raw) statement.raw(true);
  else if (statement.setReturnArrays) statement.setReturnArrays(true);
  else return (...values) => statement.all(...values).map((row) => Object.values(row as object));
  return (...values) => statement.all(...values) as unknown[][];
};

/** The statement's first row as an array of its columns, at a part of what all of them cost. */
export const firstOf = (
  statement: SqliteStatement,
): ((...values: readonly SqliteValue[]) => readonly SqliteValue[] | undefined) => {
  if (statement.raw) statement.raw(true);
  else if (statement.setReturnArrays) statement.setReturnArrays(true);
  else return (...values) => statement.all(...values).map((row) => Object.values(row as object))[0];
  return (...values) => (statement.get(...values) as readonly SqliteValue[] | undefined) ?? undefined;
};

/** Runs a statement with many values. libsql takes them in one array, at three quarters of the cost. */
export const runWith = (statement: SqliteStatement, values: readonly SqliteValue[]): RunResult =>
  statement.raw ? statement.run(values as unknown as SqliteValue) : statement.run(...values);

/** One way to reach SQLite. Each writes the same file format. */
export type SqliteDriver = Readonly<{ name: 'node:sqlite' | 'libsql'; open: (path: string) => SqliteDatabase }>;

/**
 * The driver that this Node has: its own one, else the optional package.
 *
 * @throws EventStoreUnavailableError when there is neither.
 */
export const loadSqliteDriver = async (): Promise<SqliteDriver> => loadNodeSqlite() ?? (await loadLibsql());

/** Node's own driver: in Node 22.13 and later. */
export const loadNodeSqlite = (): SqliteDriver | null => {
  const sqlite = withoutItsWarning(() => process.getBuiltinModule('node:sqlite')) as
    | { DatabaseSync: new (path: string) => SqliteDatabase }
    | undefined;
  return sqlite ? { name: 'node:sqlite', open: (path) => new sqlite.DatabaseSync(path) } : null;
};

/** @throws EventStoreUnavailableError when the package is not installed, or has no build for this machine. */
export const loadLibsql = async (): Promise<SqliteDriver> => {
  try {
    const { default: Database } = await import('libsql');
    return { name: 'libsql', open: (path) => new Database(path) as SqliteDatabase };
  } catch (cause) {
    const because = `Node ${process.versions.node} has no node:sqlite, and the package libsql does not load`;
    throw new EventStoreUnavailableError(`${because}: use Node 22.13 or later, or run "npm install libsql"`, { cause });
  }
};

/** Node 22 says at each start that its SQLite is experimental. What is written here is tested with it; nobody else is silenced. */
const withoutItsWarning = <Result>(load: () => Result): Result => {
  const { emitWarning } = process;
  process.emitWarning = (...[warning, ...rest]: [string | Error, ...unknown[]]) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite ')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
};
