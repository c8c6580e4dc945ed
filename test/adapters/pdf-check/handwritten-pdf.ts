import { deflateSync } from 'node:zlib';

type HandwrittenOptions = Readonly<{
  /** What the page draws. */
  content?: string;
  /** The page's resources. */
  resources?: string;
  /** More entries of the page. */
  page?: string;
  /** Further objects, from number 5 on. */
  objects?: readonly string[];
  /** More entries of the trailer, in which `TABLE` is where the table stands. */
  trailer?: string;
}>;

const stream = (bytes: Buffer, entries = ''): string => {
  const packed = deflateSync(bytes);
  return `<< ${entries} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream`;
};

const bodiesOf = ({ content = 'q Q', resources = '<< >>', page = '', objects = [] }: HandwrittenOptions): string[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 841.89 595.28] >>',
  `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources ${resources} ${page} >>`,
  stream(Buffer.from(content, 'latin1')),
  ...objects,
];

/** A PDF as another program might write it, with a table at its end. */
export const handwrittenPdf = (options: HandwrittenOptions = {}): Uint8Array => {
  let file = '%PDF-1.7\n';
  const rows = bodiesOf(options).map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${rows.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  const trailer = `trailer\n<< /Size ${rows.length + 1} /Root 1 0 R ${options.trailer?.replace('TABLE', String(file.length)) ?? ''} >>\n`;
  return Buffer.from(`${file}${table}${trailer}startxref\n${file.length}\n%%EOF\n`, 'latin1');
};

/** The same, in the compact form: objects packed into one stream, and the table in another. */
export const compactPdf = (options: HandwrittenOptions = {}): Uint8Array => {
  const bodies = bodiesOf(options);
  const isPacked = (body: string): boolean => !body.includes('stream');
  const packed = bodies.flatMap((body, index) => (isPacked(body) ? [{ object: index + 1, body }] : []));
  const offsets = packed.map((_, index) => packed.slice(0, index).reduce((sum, { body }) => sum + body.length + 1, 0));
  const head = `${packed.map(({ object }, index) => `${object} ${offsets[index]}`).join(' ')}\n`;
  const inside = Buffer.from(head + packed.map(({ body }) => body).join('\n'), 'latin1');
  const container = bodies.length + 1;

  let file = '%PDF-1.7\n';
  const rows: [number, number, number][] = [[0, 0, 0]];
  const write = (object: number, body: string): void => {
    rows[object] = [1, file.length, 0];
    file += `${object} 0 obj\n${body}\nendobj\n`;
  };
  bodies.forEach((body, index) => {
    if (!isPacked(body)) write(index + 1, body);
  });
  packed.forEach(({ object }, index) => {
    rows[object] = [2, container, index];
  });
  write(container, stream(inside, `/Type /ObjStm /N ${packed.length} /First ${head.length}`));
  const table = Buffer.concat(
    rows.map(([kind, second, third]) => Buffer.from([kind, second >> 16, (second >> 8) & 255, second & 255, third])),
  );
  const start = file.length;
  const about = `/Type /XRef /W [1 3 1] /Size ${container + 1} /Root 1 0 R ${options.trailer ?? ''}`;
  file += `${container + 1} 0 obj\n${stream(table, about)}\nendobj\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
};
