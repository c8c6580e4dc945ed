import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Inside node_modules, so that the script finds the packages. */
const cache = join(root, 'node_modules', '.cache');

/** Compiles a module and what it imports, so that it can run as a process of its own on every Node. @returns the script. */
export const compiledForProcess = (entry: URL, folder = cache): string => {
  mkdirSync(folder, { recursive: true });
  const outDir = mkdtempSync(join(folder, 'test-process-'));
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));

  const path = fileURLToPath(entry);
  const program = ts.createProgram([path], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    rewriteRelativeImportExtensions: true,
    noCheck: true,
    noLib: true,
    types: [],
    rootDir: root,
    outDir,
  });
  program.emit();
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }');
  return join(outDir, relative(root, path).replace(/\.ts$/, '.js'));
};
