import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { DemoFolder } from './demo-folder.ts';

/** An agent in a process of its own, as an operator runs it. */
export type AgentProcess = Readonly<{
  /** `kill -9`: no chance to say goodbye. */
  kill: () => Promise<void>;
  /** SIGTERM, as a service manager does. @returns the exit code. */
  stop: () => Promise<number>;
  /** Fails when the process ends by itself. */
  ended: () => boolean;
}>;

/** @param environment everything the agent is told, as `CERT_AGENT_…` variables. Its log goes to the folder's. */
export const startAgentProcess = (
  main: string,
  environment: Readonly<Record<string, string>>,
  { path, logFile }: DemoFolder,
): AgentProcess => {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = spawn(process.execPath, ['--enable-source-maps', main, 'run'], {
    cwd: path,
    env: { ...withoutSettings(process.env), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.pipe(log);

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number> => {
    if (isOver(child)) return child.exitCode ?? 1;
    child.kill(signal);
    const [exitCode] = await once(child, 'exit');
    return typeof exitCode === 'number' ? exitCode : 1;
  };
  return {
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    ended: () => isOver(child),
  };
};

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** The demo is the same on every machine: settings of an agent that is really installed here do not reach it. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('CERT_')));
