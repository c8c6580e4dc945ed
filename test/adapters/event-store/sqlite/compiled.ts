import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
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

  const done = new Set<string>();
  const compile = (path: string): void => {
    if (done.has(path)) return;
    done.add(path);
    const source = readFileSync(path, 'utf8');
    const isData = path.endsWith('.json');
    const target = scriptOf(outDir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, isData ? source : ts.transpileModule(source, { compilerOptions }).outputText);
    if (isData) return;
    for (const { fileName } of ts.preProcessFile(source).importedFiles) {
      if (fileName.startsWith('.')) compile(resolve(dirname(path), fileName));
    }
  };
  const path = fileURLToPath(entry);
  compile(path);
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }');
  return scriptOf(outDir, path);
};

const scriptOf = (outDir: string, path: string): string => join(outDir, relative(root, path).replace(/\.ts$/, '.js'));

/** File by file, which is quick; whether the types are right is not asked here. */
const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};
