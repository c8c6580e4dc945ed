import { readBoundedFile } from '../adapters/settings/read-bounded-file.ts';
import { visibleText } from '../config/visible-text.ts';
import { UsageError } from './usage-error.ts';

const bytesMax = 8_388_608;
const namesMax = 10_000;

/**
 * Reads names from a file of UTF-8 text, one on a line; empty lines are passed over.
 *
 * @throws UsageError when there are none, or the file cannot be read.
 */
export const loadNames = async (path: string): Promise<readonly string[]> => {
  const trouble = (because: string): UsageError => new UsageError(`${visibleText(path)}: ${because}`);
  const read = await readBoundedFile(path, bytesMax);
  if (read.outcome === 'absent') throw trouble('there is no such file');
  if (read.outcome === 'unreadable') throw trouble(read.because);
  const names = read.text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  if (names.length === 0) throw trouble('there is no name in it: write one on each line');
  if (names.length > namesMax) throw trouble(`it has more than ${namesMax} names: split it`);
  return names;
};
