import { deflateSync, inflateSync } from 'node:zlib';

/** An object of a file: what stands before its stream, and the stream, unpacked. Both as Latin-1 text. */
export type WrittenObject = { dict: string; stream?: string };

/** The objects of a file by number, and the entries of its trailer. */
export type WrittenPdf = { objects: Map<number, WrittenObject>; trailer: string };

/** Objects stand one after the other, in any order. */
const objectsIn = (file: string): Map<number, WrittenObject> => {
  const objects = new Map<number, WrittenObject>();
  for (let rest = file; ; ) {
    const head = /^(\d+) 0 obj\n/m.exec(rest);
    if (!head) return objects;
    const own = rest.slice(head.index + head[0].length);
    const end = own.search(/\nstream\n|\nendobj\n/);
    const dict = own.slice(0, end);
    rest = own.slice(end);
    if (!rest.startsWith('\nstream\n')) {
      objects.set(Number(head[1]), { dict });
      continue;
    }
    const start = '\nstream\n'.length;
    const length = Number(/\/Length (\d+)/.exec(dict)?.[1]);
    const packed = Buffer.from(rest.slice(start, start + length), 'latin1');
    const isPacked = dict.includes('/FlateDecode');
    objects.set(Number(head[1]), { dict, stream: (isPacked ? inflateSync(packed) : packed).toString('latin1') });
    rest = rest.slice(start + length);
  }
};

/** Takes a file of the renderer apart, lets somebody change it, and puts it together again: a sound file, of other content. */
export const rewrittenPdf = (pdf: Uint8Array, change: (written: WrittenPdf) => void): Uint8Array => {
  const given = Buffer.from(pdf).toString('latin1');
  const trailer = /trailer\n<<([\s\S]*)>>\nstartxref/.exec(given)?.[1] ?? '';
  const written = { objects: objectsIn(given), trailer };
  change(written);

  let file = '%PDF-1.7\n';
  const places: number[] = [];
  for (const [number, { dict, stream }] of written.objects) {
    places[number] = file.length;
    file += `${number} 0 obj\n`;
    if (stream === undefined) file += `${dict}\nendobj\n`;
    else {
      const packed = deflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
      const plain = dict.replace(/\/Length \d+/, `/Length ${packed.length}`);
      const about = plain.includes('/FlateDecode') ? plain : plain.replace(/>>\s*$/, '/Filter /FlateDecode >>');
      file += `${about}\nstream\n${packed}\nendstream\nendobj\n`;
    }
  }
  const rows = Array.from({ length: places.length }, (_, number) => {
    const at = places[number];
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${rows.length}\n${rows.join('')}`;
  return Buffer.from(`${file}${table}trailer\n<<${written.trailer}>>\nstartxref\n${file.length}\n%%EOF\n`, 'latin1');
};
