import { isUtf8 } from 'node:buffer';
import type { Cells } from './cells.ts';

/**
 * For files that are damaged: before each row's values stand their lengths, so that whatever they hold, nobody takes the end
 * of one for the beginning of the next.
 */

/** One byte that ends a length. */
const end = 0x1f;

/** A query whose only value is the packed rows of `rows`: these columns, in the order in which `rows` gives them. */
export const packingWithLengths = (columns: readonly string[], rows: string): string => {
  const values = columns.map((column) => `coalesce(${column}, '')`);
  const lengths = values.map((value) => `octet_length(${value}) || char(${end})`);
  return `SELECT CAST(group_concat(${[...lengths, ...values].join(' || ')}, '') AS BLOB) AS packed FROM (${rows})`;
};

/** What such a query has packed; the long column is the last one. */
export const measuredCells = (
  bytes: Buffer,
  { columns, hasLong }: Readonly<{ columns: number; hasLong: boolean }>,
): Cells => {
  const texts: string[] = [];
  const longs: string[] = [];
  const garbled = new Set<number>();
  const lengths = new Array<number>(columns + (hasLong ? 1 : 0)).fill(0);
  for (let at = 0, row = 0; at < bytes.length; row += 1) {
    for (let column = 0; column < lengths.length; column += 1) {
      let length = 0;
      for (; bytes[at] !== end; at += 1) length = length * 10 + (bytes[at] ?? 0) - 0x30;
      at += 1;
      lengths[column] = length;
    }
    for (const [column, length] of lengths.entries()) {
      const cell = bytes.subarray(at, at + length);
      if (!isUtf8(cell)) garbled.add(row);
      (column < columns ? texts : longs).push(cell.toString('utf8'));
      at += length;
    }
  }
  return { texts, longs, garbled };
};
