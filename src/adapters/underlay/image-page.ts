import type { PDFContext } from '@cantoo/pdf-lib';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { PdfLib } from './pdf-lib.ts';

/** A larger image takes more memory than a certificate is worth: about 200 MB. */
const PIXELS_MAX = 40_000_000;

const TAIL_BYTES = 64;
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** An image as a page of its own size, so that it is laid under certificates as every other page is. */
export const imagePage = async ({ PDFDocument }: PdfLib, bytes: Uint8Array, name: string): Promise<PDFContext> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  const isPng = bytes[0] === 0x89;
  if (isPng) checkPixels(bytes, name);
  // The library makes up what is missing.
  if (!Buffer.from(bytes.subarray(-TAIL_BYTES)).includes(isPng ? 'IEND' : JPEG_END))
    throw new Error('its end is missing');
  const image = isPng ? await document.embedPng(bytes) : await document.embedJpg(bytes);
  const { width, height } = image;
  document.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  // Images are written into a document when it is saved; this one never is.
  await document.flush();
  return document.context;
};

/** A few bytes can say that they are a picture of a square kilometre. */
const checkPixels = (png: Uint8Array, name: string): void => {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const pixels = png.length < 24 ? 0 : view.getUint32(16) * view.getUint32(20);
  if (pixels <= PIXELS_MAX) return;
  throw new RenderError('template-too-large', `the image ${name} has more than ${PIXELS_MAX} pixels: make it smaller`);
};
