import { readFileSync } from 'node:fs';
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
