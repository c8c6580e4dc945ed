import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { degrees, PDFDocument, rgb } from '@cantoo/pdf-lib';
import type { TemplateFile } from '../../../machines/certificate.events.ts';
import type { TemplateFiles } from '../../../src/ports/template-files.ts';

type Shape = Readonly<{ pages?: number; size?: readonly [number, number]; rotation?: number; password?: string }>;

/** A template as a designer would make it: a frame and a word, on a page of its own. */
export const templatePdf = async ({
  pages = 1,
  size = [841.89, 595.28],
  rotation = 0,
  password,
}: Shape = {}): Promise<Uint8Array> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (let n = 1; n <= pages; n += 1) {
    const page = document.addPage([...size]);
    page.setRotation(degrees(rotation));
    page.drawRectangle({
      x: 20,
      y: 20,
      width: size[0] - 40,
      height: size[1] - 40,
      borderColor: rgb(0, 0.4, 0.2),
      borderWidth: 6,
    });
    page.drawText(`Page ${n} of the designer`, { x: 60, y: size[1] - 60, size: 24 });
  }
  if (password !== undefined) document.encrypt({ userPassword: password, ownerPassword: 'owner' });
  return document.save();
};

/** A PNG of one colour. */
export const pngOf = (width: number, height: number): Uint8Array => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = Buffer.concat(
    Array.from({ length: Math.min(height, 100) }, () =>
      Buffer.from([0, ...Array(Math.min(width, 100)).fill([250, 240, 200]).flat()]),
    ),
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

export const fileOf = (bytes: Uint8Array, { file = 'template.pdf', page = 1 } = {}): TemplateFile => ({
  file,
  page,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** A template folder that holds one file, and counts how often it is read. */
export const folderOf = (bytes: Uint8Array): TemplateFiles & Readonly<{ reads: { count: number } }> => {
  const reads = { count: 0 };
  return {
    reads,
    fingerprint: async () => fileOf(bytes).sha256,
    read: async () => {
      reads.count += 1;
      return bytes;
    },
  };
};
