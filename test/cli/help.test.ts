import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { createProgram } from '../../src/cli/program.ts';

const commandsOf = (command: Command, path: readonly string[] = []): readonly (readonly [string, Command])[] =>
  command.commands.flatMap((child) => {
    const name = [...path, child.name()];
    // One that takes something itself is a command as well as a family.
    const isCommand = child.commands.length === 0 || child.registeredArguments.length > 0;
    return [...(isCommand ? [[name.join(' '), child] as const] : []), ...commandsOf(child, name)];
  });

const helpOf = (command: Command): string => {
  let text = '';
  const write = (chunk: string): void => {
    text += chunk;
  };
  // Twenty-five lines of eighty characters, as on the smallest terminal that is still around.
  command.configureOutput({ writeOut: write, getOutHelpWidth: () => 80 });
  command.outputHelp();
  return text;
};

const program = createProgram(() => undefined);
const commands = commandsOf(program);

describe('the help', () => {
  it('names every command', () => {
    const names =
      'run, once, demo, status, show, audit, audit export, audit verify, replay, verify-log, inspect, resend, sweep, issue, sample, templates lint, templates preview, projections status, projections rebuild, config print, config docs, machine list, machine show, machine export';
    expect(commands.map(([name]) => name).join(', ')).toBe(names);
  });

  it.each(commands)('of `%s` has an example that begins with the command', (name, command) => {
    const [, example = ''] = helpOf(command).split('Example:\n  $ ');
    const spoken = example.replace('npm run demo', 'certificate-agent demo');
    expect(spoken.startsWith(`certificate-agent ${name}`)).toBe(true);
  });

  it.each(commands)('of `%s` fits 80 columns', (_, command) => {
    expect(
      helpOf(command)
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  it('shows a command’s own options before the settings', () => {
    const issue = helpOf(commands.find(([name]) => name === 'issue')?.[1] as Command);
    expect(issue.indexOf('--username')).toBeGreaterThan(0);
    expect(issue.indexOf('--username')).toBeLessThan(issue.indexOf('--cert-bucket'));
  });

  it('leaves out the settings that a command does not act upon, and takes them all the same', () => {
    const status = commands.find(([name]) => name === 'status')?.[1] as Command;
    expect(helpOf(status)).not.toContain('--queue-url');
    expect(status.options.map(({ long }) => long)).toContain('--queue-url');
  });
});

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');

  it('has a row for every command, and for no other', () => {
    const [, table = ''] = readme.split('| command | what it does |');
    const rows = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `([a-z-]+(?: [a-z]+)?)/gm)].map(([, name]) => name);
    expect([...new Set(rows)].sort()).toEqual(commands.map(([name]) => name).sort());
  });

  it('has a row for every exit code', () => {
    const [, table = ''] = readme.split('| exit code | meaning |');
    const rows = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| (\d)/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(exitCodes));
  });
});
