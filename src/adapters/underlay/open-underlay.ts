import type { PDFPage } from '@cantoo/pdf-lib';
import type { TemplateFile } from '../../../machines/certificate.events.ts';
import { visibleText } from '../../config/visible-text.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
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
  const document = isImage(bytes, file)
    ? await opened(() => imagePage(library, bytes, name), name)
    : await openPdf(library, bytes, name);
  const count = document.getPageCount();
  const problem =
    count > PAGES_MAX ? `has ${count} pages, and a template has one` : page > count ? `has no page ${page}` : null;
  if (problem) throw new RenderError('template-pages', `the template ${name} ${problem}`);
  return withoutMore(library, document.getPage(page - 1));
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

const openPdf = async ({ PDFDocument, EncryptedPDFError, ParseSpeeds }: PdfLib, bytes: Uint8Array, name: string) => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, HEAD_BYTES).includes('%PDF-')) {
    throw new RenderError('template-not-pdf', `the template ${name} is no PDF`);
  }
  if (!file.subarray(-TAIL_BYTES).includes('%%EOF')) throw damaged(name, 'its end is missing');
  return opened(async () => {
    try {
      return await PDFDocument.load(bytes, {
        updateMetadata: false,
        throwOnInvalidObject: true,
        parseSpeed: ParseSpeeds.Fastest,
      });
    } catch (cause) {
      if (!(cause instanceof EncryptedPDFError)) throw cause;
      const message = `the template ${name} is encrypted: save it without a password`;
      throw new RenderError('template-encrypted', message, { cause });
    }
  }, name);
};

/** The library throws whatever comes; none of it leaves this place. */
const opened = async <Result>(open: () => Promise<Result>, name: string): Promise<Result> => {
  try {
    return await open();
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    throw damaged(name, 'what is in it cannot be read', cause);
  }
};

const damaged = (name: string, because: string, cause?: unknown): RenderError =>
  new RenderError('template-damaged', `the template ${name} is damaged: ${because}; save it again`, { cause });
