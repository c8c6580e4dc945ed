/** An object of a PDF: what stands in its dictionary, or anything else; and what its stream holds. */
type Written = string | Readonly<{ dict: string; bytes: Uint8Array | string }>;

/** A PDF, letter by letter: the objects by number. Object 1 is the catalog. */
export const writtenPdf = (objects: Readonly<Record<number, Written>>): Uint8Array => {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places = new Map<number, number>();
  const write = (text: Uint8Array | string): void => void parts.push(Buffer.from(text as string));
  for (const [number, object] of Object.entries(objects)) {
    places.set(Number(number), Buffer.concat(parts).length);
    if (typeof object === 'string') {
      write(`${number} 0 obj\n${object}\nendobj\n`);
      continue;
    }
    const bytes = Buffer.from(object.bytes as string);
    const length = object.dict.includes('/Length') ? '' : ` /Length ${bytes.length}`;
    write(`${number} 0 obj\n<< ${object.dict}${length} >>\nstream\n`);
    write(bytes);
    write('\nendstream\nendobj\n');
  }
  const xref = Buffer.concat(parts).length;
  const size = Math.max(...places.keys()) + 1;
  const rows = Array.from({ length: size }, (_, number) => {
    const at = places.get(number);
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  write(`xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`);
  return Buffer.concat(parts);
};

type Page = Readonly<{
  /** What more the page says. */
  page?: string;
  catalog?: string;
  resources?: string;
  content?: Written;
  /** From number 10. */
  more?: Readonly<Record<number, Written>>;
}>;

/** One page of A4 across, with a green square of 100 points from 200, 200. */
export const writtenPage = ({ page = '', catalog = '', resources = '', content, more = {} }: Page = {}): Uint8Array =>
  writtenPdf({
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3:
      '<< /Type /Page /Parent 2 0 R /Contents 4 0 R ' +
      `${page.includes('/MediaBox') ? '' : '/MediaBox [0 0 842 595]'} /Resources << ${resources} >> ${page} >>`,
    4: content ?? { dict: '', bytes: '0 0.5 0 rg 200 200 100 100 re f' },
    ...more,
  });
