import { mkdir, mkdtemp } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Compiles a program and what it imports, so that a process of its own can run it on every Node; below node_modules, where
 * its packages are found.
 *
 * @returns the folder to remove afterwards, and the compiled program's path.
 */
export const compiled = async (program: string): Promise<Readonly<{ folder: string; path: string }>> => {
  const cache = join(checkout, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'compiled-'));
  ts.createProgram([program], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    rewriteRelativeImportExtensions: true,
    rootDir: checkout,
    outDir: folder,
    noCheck: true,
    types: [],
  }).emit();
  return { folder, path: join(folder, relative(checkout, program).replace(/\.ts$/, '.js')) };
};
