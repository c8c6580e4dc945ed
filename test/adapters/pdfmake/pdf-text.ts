import { inflateSync } from 'node:zlib';

/**
 * Reads the text of a PDF as a reader's search or screen reader does: through the table that says
 * which letters each printed sign stands for. For files of our own making only: compressed, one page.
 *
 * @returns the lines, in the order in which they were printed.
 */
export const linesOf = (pdf: Uint8Array): readonly string[] => {
  const file = Buffer.from(pdf).toString('latin1');
  const objects = new Map(
    [...file.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, id, body]) => [id, body ?? '']),
  );
  const streamOf = (id: string | undefined): string => {
    const [, packed] = /stream\n([\s\S]*)\nendstream/.exec(objects.get(id) ?? '') ?? [];
    return packed ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : '';
  };
  const referred = (body: string, key: string): string | undefined => new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1];

  const page = [...objects.values()].find((body) => /\/Type \/Page\n/.test(body)) ?? '';
  const resources = objects.get(referred(page, 'Resources')) ?? '';
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [
      name,
      lettersIn(streamOf(referred(objects.get(id) ?? '', 'ToUnicode'))),
    ]),
  );

  const lines: string[] = [];
  for (const [block] of streamOf(referred(page, 'Contents')).matchAll(/BT[\s\S]*?ET/g)) {
    const letters = fonts.get(/\/(F\d+) [\d.]+ Tf/.exec(block)?.[1]);
    const signs = [...block.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, run]) => run?.match(/.{4}/g) ?? []);
    lines.push(signs.map((sign) => letters?.[Number.parseInt(sign, 16)] ?? '\ufffd').join(''));
  }
  return lines;
};

/** What each sign stands for, from a font's table of Unicode values. */
const lettersIn = (table: string): readonly string[] =>
  [...table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)].flatMap(([, ranges = '']) =>
    [...ranges.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/<([0-9a-f]*)>/g)].map(([, units = '']) =>
        Buffer.from(units, 'hex').swap16().toString('utf16le'),
      ),
    ),
  );

/** How many pages the file says it has, and has. */
export const pageCountOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\n/g)?.length ?? 0;
