import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishedFile } from '../../../ports/artifact-store.ts';
import { isArtifactKey } from '../artifact-key.ts';
import { findFolder, unless } from './folders.ts';
import { removeAbandoned } from './unfinished.ts';

/**
 * All files below `prefix`. Links and names that we would not give are passed over: they are not ours to
 * touch. What dead processes left unfinished is removed on the way.
 */
export async function* filesBelow(root: string, prefix: string, signal?: AbortSignal): AsyncIterable<PublishedFile> {
  const folder = await findFolder(root, prefix.split('/').slice(0, -1));
  if (folder) yield* filesIn(folder, prefix, signal);
}

async function* filesIn(folder: string, prefix: string, signal?: AbortSignal): AsyncIterable<PublishedFile> {
  await removeAbandoned(folder).catch(unless('ENOENT'));
  const entries = await opendir(folder).catch(unless('ENOENT'));
  if (!entries) return;
  for await (const entry of entries) {
    signal?.throwIfAborted();
    const key = `${prefix}${entry.name}`;
    if (!isArtifactKey(`${prefix}${entry.name}`)) continue;
    if (entry.isFile()) {
      const found = await lstat(join(folder, entry.name)).catch(unless('ENOENT'));
      if (found) yield { key, bytes: found.size };
    } else if (entry.isDirectory()) yield* filesIn(join(folder, entry.name), `${key}/`, signal);
  }
}
