import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateSigningKey } from '../../src/adapters/openpgp/generate-signing-key.ts';

const main = resolve('dist/src/cli/main.js');

/** What a command left behind when it ended. */
export type Outcome = Readonly<{ exitCode: number | null; stdout: string; stderr: string }>;

/** An operator's folder with the compiled program in front of it: a web root, a key, and the settings for them. */
export type Installation = Readonly<{
  path: string;
  webRoot: string;
  dataDir: string;
  /** Enough to publish and sign; `start` and `run` add nothing. */
  settings: Readonly<Record<string, string>>;
  /** Starts a command. The environment holds nothing but what is given here. */
  start: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Started;
  /** Runs a command to its end. */
  run: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Outcome>;
  remove: () => Promise<void>;
}>;

type Started = Readonly<{
  child: ChildProcess;
  ended: Promise<Outcome>;
  /** Resolves when this was said on stderr; rejects when the process ended without. */
  says: (text: string) => Promise<void>;
}>;

/** Compiles what has changed, and makes the folder. */
export const createInstallation = async (): Promise<Installation> => {
  const { status, stderr } = spawnSync(process.execPath, ['.ci/ready.mjs', '--quiet'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the program cannot be compiled: ${stderr}`);

  const parent = await mkdtemp(join(tmpdir(), 'certificate-agent-cli-'));
  // The old agent's files are looked for beside this folder: there are none.
  const path = join(parent, 'here');
  const webRoot = join(path, 'www');
  const dataDir = join(path, 'data');
  const keyFile = join(path, 'key.asc');
  await mkdir(webRoot, { recursive: true });
  const key = await generateSigningKey({ name: 'Test University', createdAt: new Date(Date.now() - 60_000) });
  await writeFile(keyFile, key, { mode: 0o600 });

  const children = new Set<ChildProcess>();
  const start: Installation['start'] = (args, environment = {}) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: path, ...environment };
    const child = spawn(process.execPath, ['--enable-source-maps', main, ...args], { cwd: path, env });
    children.add(child);
    return observe(child);
  };
  return {
    path,
    webRoot,
    dataDir,
    settings: {
      CERT_AGENT_COPY_TO_WEB_ROOT: 'true',
      CERT_AGENT_CERT_WEB_ROOT: webRoot,
      CERT_AGENT_CERT_DOWNLOAD_URL: 'https://certs.example.org',
      CERT_AGENT_SIGNING_KEY_FILE: keyFile,
      CERT_AGENT_LOG_FORMAT: 'json',
    },
    start,
    run: (args, environment) => start(args, environment).ended,
    remove: async () => {
      // After a test that failed, one may still be at work.
      for (const child of children) child.kill('SIGKILL');
      await rm(parent, { recursive: true });
    },
  };
};

const observe = (child: ChildProcess): Started => {
  const output = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
      for (const look of listeners) look();
    });
  }
  const ended = new Promise<Outcome>((done, failed) => {
    child.on('error', failed).on('close', (exitCode) => done({ exitCode, ...output }));
  });
  const says = (text: string): Promise<void> =>
    new Promise((done, failed) => {
      const look = (): void => {
        if (output.stderr.includes(text)) done();
      };
      listeners.add(look);
      look();
      void ended.then(() => failed(new Error(`ended without saying "${text}": ${output.stderr}`)));
    });
  return { child, ended, says };
};
