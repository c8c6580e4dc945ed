import type { PDFContext } from '@cantoo/pdf-lib';
import type { TemplateFile } from '../../../machines/certificate.events.ts';
import { visibleText } from '../../config/visible-text.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import { imagePage } from './image-page.ts';
import type { PdfLib } from './pdf-lib.ts';
import { pagesOf } from './template-page.ts';
import { parseTemplate } from './template-parser.ts';
import { type Underlay, underlayOf } from './underlay.ts';
import { createUnpack } from './unpack-stream.ts';

/** A template is one page. A file of so many is another document. */
const PAGES_MAX = 10;
/** Where readers look for the end of a file, and a little more. */
const TAIL_BYTES = 4_096;
const HEAD_BYTES = 1_024;
/** What a page is drawn with is some megabytes; a few bytes can be made to swell to gigabytes. */
const UNPACKED_BYTES_MAX = 67_108_864;
/** Objects take many times more memory than the text that describes them. */
const OBJECTS_BYTES_MAX = 16_777_216;

/**
 * The page of a template that is laid under certificates, with what is seen of it.
 *
 * @throws RenderError `template-not-pdf`, `template-damaged`, `template-encrypted`, `template-pages`, `template-too-large`
 */
export const openUnderlay = async (
  library: PdfLib,
  bytes: Uint8Array,
  { file, page }: TemplateFile,
): Promise<Underlay> => {
  const name = visibleText(file);
  try {
    const context = isImage(bytes, file) ? await imagePage(library, bytes, name) : await openPdf(library, bytes, name);
    const pages = pagesOf(library, context, PAGES_MAX);
    if (pages.length > PAGES_MAX) throw unusable(name, `has more than ${PAGES_MAX} pages, and a template has one`);
    const found = pages[page - 1];
    if (!found) throw unusable(name, pages.length === 0 ? 'has no page' : `has no page ${page}`);
    return underlayOf(library, found, createUnpack(library, name, UNPACKED_BYTES_MAX));
  } catch (cause) {
    if (cause instanceof RenderError) throw cause;
    // The library throws whatever comes; none of it leaves this place.
    throw damaged(name, 'what is in it cannot be read', cause);
  }
};

const isImage = (bytes: Uint8Array, file: string): boolean => {
  const isNamedSo = /\.(?:png|jpe?g)$/i.test(file);
  const begins = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (isNamedSo && begins !== '89504e47' && !begins.startsWith('ffd8ff')) {
    throw new RenderError('template-not-image', `the template ${visibleText(file)} is neither a PNG nor a JPEG image`);
  }
  return isNamedSo;
};

const openPdf = async (library: PdfLib, bytes: Uint8Array, name: string): Promise<PDFContext> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, HEAD_BYTES).includes('%PDF-')) {
    throw new RenderError('template-not-pdf', `the template ${name} is no PDF`);
  }
  if (!file.subarray(-TAIL_BYTES).includes('%%EOF')) throw damaged(name, 'its end is missing');
  try {
    const context = await parseTemplate(library, { bytes, unpack: createUnpack(library, name, OBJECTS_BYTES_MAX) });
    if (!isEncrypted(context)) return context;
  } catch (cause) {
    // What is encrypted also looks damaged, and is the more useful thing to say.
    const unread = await parseTemplate(library, { bytes, unpack: null }).catch(() => null);
    if (!unread || !isEncrypted(unread)) throw cause;
  }
  throw new RenderError('template-encrypted', `the template ${name} is encrypted: save it without a password`);
};

const isEncrypted = ({ trailerInfo }: PDFContext): boolean => trailerInfo.Encrypt !== undefined;

const unusable = (name: string, because: string): RenderError =>
  new RenderError('template-pages', `the template ${name} ${because}`);

const damaged = (name: string, because: string, cause?: unknown): RenderError =>
  new RenderError('template-damaged', `the template ${name} is damaged: ${because}; save it again`, { cause });
