import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { agentMachine } from '../../machines/agent.machine.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { chartOf } from '../../machines/chart.ts';
import { renderMermaid } from '../../machines/mermaid.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the picture in the README', () => {
  it('is drawn from the machine that runs', () => {
    const picture = /```mermaid\n([\s\S]*?)\n?```/.exec(read('README.md'))?.[1];
    expect(picture).toBe(renderMermaid(chartOf(certificateMachine)));
  });
});

describe('the machine files', () => {
  it.each(['machines/certificate.machine.ts', 'machines/agent.machine.ts'])(
    '%s imports values only from xstate',
    (path) => {
      const imports = [...read(path).matchAll(/^import (type )?.*from '(.+)';$/gm)];
      const values = imports.filter(([, isType]) => !isType).map(([, , from]) => from);
      expect(values).toEqual(['xstate']);
    },
  );

  it.each(['machines/certificate.machine.ts', 'machines/agent.machine.ts'])(
    '%s runs alone, beside nothing but xstate',
    async (path) => {
      const { outputText } = ts.transpileModule(read(path), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
      });
      expect(outputText).not.toContain('certificate.events');
      const xstate = pathToFileURL(createRequire(import.meta.url).resolve('xstate')).href;
      const alone = outputText.replace("from 'xstate'", `from '${xstate}'`);
      const module = await import(`data:text/javascript,${encodeURIComponent(alone)}`);
      const [machine] = Object.values(module) as [typeof certificateMachine];
      expect(machine.definition.states).not.toEqual({});
      expect(Object.keys(module)).toHaveLength(1);
    },
  );

  it('name every guard, action and actor of their charts', () => {
    for (const machine of [certificateMachine, agentMachine]) {
      const { states, arrows } = chartOf(machine);
      const named = [...states.flatMap(({ does }) => does), ...arrows.flatMap(({ does }) => does)];
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((name) => name.includes('(machine)') || name.trim() === 'invoke')).toEqual([]);
    }
  });

  it('know the agent’s states by the names that are documented', () => {
    const work = chartOf(agentMachine).states.map(({ key }) => key);
    expect(work).toEqual(
      expect.arrayContaining([
        'connecting',
        'recovering',
        'polling',
        'processing',
        'posting',
        'backingOff',
        'draining',
      ]),
    );
  });
});
