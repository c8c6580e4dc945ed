import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { visibleText } from '../../config/visible-text.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { TemplateFiles } from '../../ports/template-files.ts';
import { fileSignature, isUnchanged } from './file-signature.ts';
import type { PrivateFolder } from './private-folder.ts';

export const TEMPLATE_BYTES_MAX = 20_971_520;
/** What was read last stays in memory up to this size, so that certificates in work keep the file they began with. */
const KEPT_BYTES_MAX = 67_108_864;

/** The files of the folder. Only places that the folder lists are ever opened. */
export const createTemplateFiles = (folder: PrivateFolder): TemplateFiles => {
  const kept = new Map<string, Uint8Array>();
  const known = new Map<string, Readonly<{ signature: string; sha256: string }>>();

  const keep = (sha256: string, bytes: Uint8Array): void => {
    kept.delete(sha256);
    kept.set(sha256, bytes);
    let total = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [oldest, { length }] of kept) {
      if (total <= KEPT_BYTES_MAX) break;
      kept.delete(oldest);
      total -= length;
    }
  };

  const load = async (place: string): Promise<string> => {
    const path = (await folder.current()).paths.get(place);
    if (path === undefined) throw unreadable(place, 'it is not there any more');
    const signature = await fileSignature(path);
    const before = known.get(place);
    if (before && isUnchanged(before.signature, signature)) return before.sha256;
    const bytes = await bytesOf(path, place);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    keep(sha256, bytes);
    known.set(place, { signature, sha256 });
    return sha256;
  };

  return {
    fingerprint: load,
    read: async ({ file, sha256 }) => {
      const bytes = kept.get(sha256);
      if (bytes) return bytes;
      // It may have left the memory since it was seen last.
      known.delete(file);
      const now = await load(file);
      const found = kept.get(sha256);
      if (now === sha256 && found) return found;
      throw new RenderError(
        'template-changed',
        `the template ${visibleText(file)} is not what it was when this certificate was asked for: ask for it again`,
      );
    },
  };
};

const bytesOf = async (path: string, place: string): Promise<Uint8Array> => {
  try {
    // Resolved when it was listed: what is a link now was put there since.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      if (!found.isFile()) throw unreadable(place, 'it is no file');
      if (found.size > TEMPLATE_BYTES_MAX) throw tooLarge(place);
      const bytes = Buffer.alloc(found.size);
      const { bytesRead } = await file.read(bytes, 0, found.size, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause) || cause instanceof RenderError) throw cause;
    throw unreadable(place, `reading it failed (${String(cause.code)})`, cause);
  }
};

const unreadable = (place: string, because: string, cause?: unknown): RenderError =>
  new RenderError('template-unreadable', `the template ${visibleText(place)} cannot be read: ${because}`, { cause });

const tooLarge = (place: string): RenderError =>
  new RenderError(
    'template-too-large',
    `the template ${visibleText(place)} is larger than ${TEMPLATE_BYTES_MAX} bytes`,
  );
