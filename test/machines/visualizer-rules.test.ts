import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { agentMachine } from '../../machines/agent.machine.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { chartOf } from '../../machines/chart.ts';

const machines = [certificateMachine, agentMachine] as readonly AnyStateMachine[];
const files = machines.map((machine) => [`machines/${machine.id}.machine.ts`, machine] as const);

const pathOf = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(pathOf(file), 'utf8'), ts.ScriptTarget.ES2022, true);

const nodesIn = (node: ts.Node): ts.Node[] => [node, ...node.getChildren().flatMap(nodesIn)];

/** Every module that a file would load when it runs, however it asks for it. */
const loadedBy = (source: ts.SourceFile): readonly string[] =>
  nodesIn(source).flatMap((node) => {
    if (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) return [node.moduleSpecifier.getText()];
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly)
      return [node.moduleSpecifier.getText()];
    if (ts.isImportEqualsDeclaration(node) || ts.isMetaProperty(node)) return [node.getText()];
    const isCall = ts.isCallExpression(node) && ['import', 'require'].includes(node.expression.getText());
    return isCall ? [node.getText()] : [];
  });

/** What the machine files use beyond types that can be struck out, as Node and the visualizer do. */
const unerasableIn = (file: string, text: string): readonly string[] => {
  const options = { erasableSyntaxOnly: true, noLib: true, noResolve: true, noEmit: true };
  const host = ts.createCompilerHost(options);
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (name, target) =>
    name === file ? ts.createSourceFile(name, text, target) : undefined;
  const program = ts.createProgram([file], options, { ...host, getSourceFile });
  const notErasable = 1294;
  return program
    .getSemanticDiagnostics()
    .filter(({ code }) => code === notErasable)
    .map(({ messageText }) => String(messageText));
};

/** Runs a file as the visualizer does: types struck out, and `xstate` as the only module that can be had. */
const pasted = (text: string): Readonly<Record<string, AnyStateMachine>> => {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, isolatedModules: true },
  });
  const load = (name: string): unknown => {
    if (name !== 'xstate') throw new Error(`the visualizer has no ${name}`);
    return createRequire(import.meta.url)('xstate');
  };
  const exports = {};
  new Function('exports', 'require', outputText)(exports, load);
  return exports;
};

describe('a machine file, pasted into the visualizer', () => {
  it.each(files)('imports values only from xstate: %s', (file) => {
    expect(loadedBy(sourceOf(file))).toEqual(["'xstate'"]);
  });

  it.each(files)('is TypeScript that is struck out, not translated: %s', (file) => {
    expect(unerasableIn(file, readFileSync(pathOf(file), 'utf8'))).toEqual([]);
  });

  it.each(files)('runs alone, and gives the very machine and nothing else: %s', (file, machine) => {
    const given = Object.values(pasted(readFileSync(pathOf(file), 'utf8')));
    expect(given.map(chartOf)).toEqual([chartOf(machine)]);
  });

  it.each(files)('holds one literal, which can be read without running it: %s', (file) => {
    const [call, ...others] = nodesIn(sourceOf(file)).filter(
      (node) => ts.isCallExpression(node) && node.expression.getText().endsWith('.createMachine'),
    );
    expect(others).toEqual([]);
    const [literal] = (call as ts.CallExpression).arguments;
    expect(literal && ts.isObjectLiteralExpression(literal)).toBe(true);
    const spreads = nodesIn(literal as ts.Node).filter(
      (node) =>
        ts.isSpreadAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isComputedPropertyName(node),
    );
    expect(spreads.map((node) => node.getText())).toEqual([]);
  });

  it.each(files)('names in setup() all that it does, asks, waits for and invokes: %s', (_, machine) => {
    const { states, arrows } = chartOf(machine);
    const { actions, guards, delays, actors } = machine.implementations;
    const doing = [...states, ...arrows].flatMap(({ does }) => does);
    const invoked = doing.filter((name) => name.startsWith('invoke ')).map((name) => name.replace('invoke ', ''));
    const done = doing.filter((name) => !name.startsWith('invoke ')).map((name) => name.replace('exit ', ''));
    const asked = arrows.flatMap(({ guard }) => (guard ? [guard.split(' ')[0] ?? ''] : []));
    const waited = arrows.flatMap(({ event }) => (event.startsWith('after ') ? [event.replace('after ', '')] : []));
    expect(done.length).toBeGreaterThan(10);
    expect(done.filter((name) => !(name in actions))).toEqual([]);
    expect(asked.filter((name) => !(name in guards))).toEqual([]);
    expect(waited.filter((name) => !(name in delays))).toEqual([]);
    expect(invoked.filter((name) => !(name in actors))).toEqual([]);
  });

  it('would be found out, were it otherwise', () => {
    expect(unerasableIn('x.ts', 'enum State { generating }')).toHaveLength(1);
    const source = ts.createSourceFile('x.ts', "export * from './y.ts'; await import('node:fs')", 99, true);
    expect(loadedBy(source)).toEqual(["'./y.ts'", "import('node:fs')"]);
    expect(() => pasted("import { z } from 'zod'; export const y = z;")).toThrow('the visualizer has no zod');
  });

  it('knows the agent’s states by the names that are documented', () => {
    const documented = ['connecting', 'recovering', 'polling', 'processing', 'posting', 'backingOff', 'draining'];
    expect(chartOf(agentMachine).states.map(({ key }) => key)).toEqual(expect.arrayContaining(documented));
  });
});
