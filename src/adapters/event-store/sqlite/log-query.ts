import type { Query } from './packed-page.ts';

/** Few enough that a page stays in the processor’s cache on its way through. */
export const pageRows = 250;

/** What stands behind a position: to be asked for with the position and the most rows. The first column is `position`. */
export const logQuery = (columns: readonly string[]): Query => ({
  columns,
  long: 'data',
  rows: `SELECT ${columns.join(', ')}, data FROM events WHERE position > ? ORDER BY position LIMIT ?`,
});
