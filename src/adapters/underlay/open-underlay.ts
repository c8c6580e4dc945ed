import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import type { TemplateFile } from '../../../machines/certificate.events.ts';
import { visibleText } from '../../config/visible-text.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import { checkInflated } from './check-inflated.ts';
import { imagePage } from './image-page.ts';
import type { PdfLib } from './pdf-lib.ts';

/** A template is one page. A file of so many is another document. */
const PAGES_MAX = 10;
/** Where readers look for the end of a file, and a little more. */
const TAIL_BYTES = 4_096;
const HEAD_BYTES = 1_024;

/**
 * The page of a template that is laid under certificates.
 *
 * @throws RenderError `template-not-pdf`, `template-damaged`, `template-encrypted`, `template-pages`, `template-too-large`
 */
export const openUnderlay = async (
  library: PdfLib,
  bytes: Uint8Array,
  { file, page }: TemplateFile,
): Promise<PDFPage> => {
  const name = visibleText(file);
  try {
    const document = isImage(bytes, file) ? await imagePage(library, bytes, name) : await openPdf(library, bytes, name);
    const count = document.getPageCount();
    if (count > PAGES_MAX) throw pagesOf(name, `has ${count} pages, and a template has one`);
    if (page > count) throw pagesOf(name, `has no page ${page}`);
    return withoutMore(library, document.getPage(page - 1));
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    // The library throws whatever comes; none of it leaves this place.
    throw damaged(name, 'what is in it cannot be read', cause);
  }
};

/** What is seen of a page. Its annotations, links and scripts stay behind. */
const seen: ReadonlySet<string> = new Set(['Type', 'Parent', 'MediaBox', 'CropBox', 'Rotate', 'Resources', 'Contents']);

const withoutMore = ({ PDFName }: PdfLib, page: PDFPage): PDFPage => {
  for (const key of page.node.keys()) {
    if (key instanceof PDFName && !seen.has(key.decodeText())) page.node.delete(key);
  }
  return page;
};

const isImage = (bytes: Uint8Array, file: string): boolean => {
  const isNamedSo = /\.(?:png|jpe?g)$/i.test(file);
  const begins = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (isNamedSo && begins !== '89504e47' && !begins.startsWith('ffd8ff')) {
    throw new RenderError('template-not-image', `the template ${visibleText(file)} is neither a PNG nor a JPEG image`);
  }
  return isNamedSo;
};

const openPdf = async (library: PdfLib, bytes: Uint8Array, name: string): Promise<PDFDocument> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, HEAD_BYTES).includes('%PDF-')) {
    throw new RenderError('template-not-pdf', `the template ${name} is no PDF`);
  }
  if (!file.subarray(-TAIL_BYTES).includes('%%EOF')) throw damaged(name, 'its end is missing');
  checkInflated(file, name);
  const options = { updateMetadata: false, parseSpeed: library.ParseSpeeds.Fastest };
  try {
    return await library.PDFDocument.load(bytes, { ...options, throwOnInvalidObject: true });
  } catch (cause) {
    if (!(await isEncrypted(library, bytes))) throw cause;
    const message = `the template ${name} is encrypted: save it without a password`;
    throw new RenderError('template-encrypted', message, { cause });
  }
};

/** What is encrypted also looks damaged, and is the more useful thing to say. */
const isEncrypted = async ({ PDFDocument, EncryptedPDFError }: PdfLib, bytes: Uint8Array): Promise<boolean> => {
  try {
    await PDFDocument.load(bytes, { updateMetadata: false });
    return false;
  } catch (error) {
    return error instanceof EncryptedPDFError;
  }
};

const pagesOf = (name: string, because: string): RenderError =>
  new RenderError('template-pages', `the template ${name} ${because}`);

const damaged = (name: string, because: string, cause?: unknown): RenderError =>
  new RenderError('template-damaged', `the template ${name} is damaged: ${because}; save it again`, { cause });
