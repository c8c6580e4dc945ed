import Table from 'cli-table3';

/** Rows under headings, for a terminal; plain characters, so that it can be pasted anywhere. */
export const renderTable = (headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const table = new Table({
    head: [...headings],
    style: { head: [], border: [], compact: true },
    chars: noLines,
  });
  for (const row of rows) table.push([...row]);
  return table.toString().replace(/ +$/gm, '');
};

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
