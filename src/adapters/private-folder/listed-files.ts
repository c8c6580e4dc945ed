import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileSignature } from './file-signature.ts';

const ENTRIES_MAX = 20_000;
const DEPTH_MAX = 8;
const KINDS = /\.(?:pdf|png|jpe?g|json)$/i;

/** A file below the template folder: its place, with `/` between folders, and where it really is. */
export type ListedFile = Readonly<{ name: string; place: string; path: string }>;

/** What is there, and what every folder looked like when it was listed. */
export type Listing =
  | Readonly<{ files: readonly ListedFile[]; signatures: ReadonlyMap<string, string> }>
  | Readonly<{ because: string }>;

/**
 * Every template, image and layout below a folder. Links are followed as long as they lead to something below the same
 * folder; names that begin with a dot are passed over. A folder that does not exist holds nothing.
 */
export const listFiles = async (root: string): Promise<Listing> => {
  const files: ListedFile[] = [];
  const signatures = new Map<string, string>();
  try {
    const realRoot = await realpath(root);
    const folders = [{ path: realRoot, place: '', depth: 0 }];
    let entries = 0;
    for (let folder = folders.pop(); folder; folder = folders.pop()) {
      // Before it is listed: what comes meanwhile is seen the next time.
      signatures.set(folder.path, await fileSignature(folder.path));
      for await (const { name } of await opendir(folder.path)) {
        entries += 1;
        if (entries > ENTRIES_MAX) return { because: `it holds more than ${ENTRIES_MAX} files` };
        if (name.startsWith('.')) continue;
        const found = await kindOf(join(folder.path, name), realRoot);
        const place = folder.place + name;
        if (found?.kind === 'file' && KINDS.test(name)) files.push({ name, place, path: found.path });
        if (found?.kind !== 'folder' || folder.depth === DEPTH_MAX) continue;
        // A link back goes in circles: everything would be there many times.
        if (`${folder.path}${sep}`.startsWith(`${found.path}${sep}`)) continue;
        folders.push({ path: found.path, place: `${place}/`, depth: folder.depth + 1 });
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT' && signatures.size === 0) return { files: [], signatures };
    return { because: `listing it failed (${String(error.code)})` };
  }
  return { files, signatures };
};

type Found = Readonly<{ kind: 'file' | 'folder'; path: string }>;

const kindOf = async (path: string, realRoot: string): Promise<Found | null> => {
  try {
    const isLink = (await lstat(path)).isSymbolicLink();
    const real = isLink ? await realpath(path) : path;
    if (isLink && !real.startsWith(realRoot + sep)) return null;
    const found = await stat(real);
    if (found.isFile()) return { kind: 'file', path: real };
    return found.isDirectory() ? { kind: 'folder', path: real } : null;
  } catch (error) {
    // Gone since it was listed, or a link to nothing or to itself: then it is not there.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
};
