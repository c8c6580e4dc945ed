import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateSigningKey } from '../../adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../adapters/openpgp/load-signer.ts';
import { startAgentProcess } from '../../sandbox/demo/agent-process.ts';
import { type DemoFolder, prepareDemoFolder } from '../../sandbox/demo/demo-folder.ts';
import { runTour } from '../../sandbox/demo/run-tour.ts';
import { tour } from '../../sandbox/demo/tour.ts';
import { startWebServer, type WebServer } from '../../sandbox/demo/web-server.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Console } from '../console.ts';
import { pagesToVisit, renderDemoReport } from '../demo-report.ts';
import { exitCodes } from '../exit-codes.ts';
import { createProgress } from '../progress.ts';

const password = 'sandbox';

/** The whole story on this machine: a queue, an LMS, agents that are killed, and what is left at the end. */
export const demo = async ({ serve }: Readonly<{ serve: boolean }>, console: Console): Promise<number> => {
  const folder = await prepareDemoFolder(resolve('demo'));
  const privateKeyArmored = await generateSigningKey({ name: 'certificate-agent demo', createdAt: new Date() });
  const { publicKey } = await loadSigner({ privateKeyArmored, now: new Date() });
  await writeFile(folder.keyFile, privateKeyArmored, { mode: 0o600 });
  await writeFile(folder.publicKeyFile, publicKey);

  const sandbox = await startSandbox({ users: { agent: password }, redeliveryDelayMs: 1_000 });
  const web = await startWebServer(folder.webRoot, 0);
  try {
    await runStory({ folder, sandbox, web }, console);
    if (!serve) return exitCodes.done;
    console.note(`\nThe pages are up until Ctrl-C:`);
    for (const [what, address] of pagesToVisit(sandbox, web.url)) console.note(`  ${what.padEnd(44)} ${address}`);
    await new Promise<void>((stop) => process.once('SIGINT', stop).once('SIGTERM', stop));
    return exitCodes.done;
  } finally {
    await Promise.all([sandbox.close(), web.close()]);
  }
};

type Scene = Readonly<{ folder: DemoFolder; sandbox: Sandbox; web: WebServer }>;

const runStory = async ({ folder, sandbox, web }: Scene, console: Console): Promise<void> => {
  console.note(
    `xqueue and LMS on this machine: ${sandbox.url}; everything is kept in ${relative('.', folder.path)}/\n`,
  );
  const progress = createProgress(tour.length, console);
  const environment = environmentOf({ folder, sandbox, web });
  const startAgent = () => startAgentProcess(mainFile, environment, folder);
  const { agent, kills } = await runTour(tour, { sandbox, startAgent, progress }).finally(progress.end);
  const exitCode = await agent.stop();
  for (const line of await renderDemoReport({ folder, sandbox, kills, exitCode })) console.data(line);
};

const mainFile = fileURLToPath(new URL('../main.js', import.meta.url));

/** What an operator would write into the environment, with everything on this machine. */
const environmentOf = ({ folder, sandbox, web }: Scene): Readonly<Record<string, string>> => ({
  CERT_AGENT_QUEUE_URL: sandbox.url,
  CERT_AGENT_QUEUE_NAME: sandbox.queue,
  CERT_AGENT_QUEUE_USER: 'agent',
  CERT_AGENT_QUEUE_PASS: password,
  CERT_AGENT_QUEUE_POLL_FREQUENCY: '1',
  CERT_AGENT_COPY_TO_WEB_ROOT: 'true',
  CERT_AGENT_CERT_WEB_ROOT: folder.webRoot,
  CERT_AGENT_CERT_DOWNLOAD_URL: web.url,
  CERT_AGENT_SIGNING_KEY_FILE: folder.keyFile,
  CERT_AGENT_DATA_DIR: folder.dataDir,
  // The files of an agent that is really installed on this machine are not the demo's.
  CERT_AGENT_LEGACY_DIR: folder.path,
  CERT_AGENT_LOG_FORMAT: 'json',
});
