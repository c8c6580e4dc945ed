import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { createInstallation, type Installation } from './installation.ts';

/** Nothing listens there. */
const nobody = 'http://127.0.0.1:9';

let here: Installation;
let sandbox: Sandbox;
let served: Readonly<Record<string, string>>;
beforeAll(async () => {
  here = await createInstallation();
  sandbox = await startSandbox();
  served = {
    ...here.settings,
    CERT_AGENT_QUEUE_URL: sandbox.url,
    CERT_AGENT_QUEUE_NAME: sandbox.queue,
    CERT_AGENT_QUEUE_USER: 'agent',
    CERT_AGENT_QUEUE_PASS: 'sandbox',
  };
});
afterAll(async () => {
  await sandbox.close();
  await here.remove();
});

describe('the agent does not start', () => {
  it('without settings: it tells all that are missing at once, with 3', async () => {
    const { exitCode, stdout, stderr } = await here.run(['run']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    for (const words of ['QUEUE_URL', 'QUEUE_PASS', 'no place to publish', 'CERT_DOWNLOAD_URL', 'no key to sign with'])
      expect(stderr).toContain(words);
  });

  it.each([
    ['without the key that it is to sign with', { CERT_AGENT_SIGNING_KEY_FILE: 'no-such-key' }, 'signing-key-missing'],
    ['without the web root', { CERT_AGENT_CERT_WEB_ROOT: 'no-such-folder' }, 'make the folder'],
    ['with a file for a web root', { CERT_AGENT_CERT_WEB_ROOT: 'key.asc' }, 'is not a folder'],
    ['with a store that it does not know', { CERT_AGENT_STORE: 'parchment:scroll' }, 'sqlite:PATH'],
    ['with a variable that is misspelt', { CERT_AGENT_QUEUE_URI: 'x' }, 'QUEUE_URL'],
    ['with a secret that is too short', { CERT_AGENT_INSTALLATION_SECRET: 'short' }, 'INSTALLATION_SECRET'],
  ])('%s, and says so with 3', async (_, change, words) => {
    const { exitCode, stdout, stderr } = await here.run(['run'], { ...served, ...change });
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('on another program’s file, which it leaves as it is', async () => {
    const file = join(here.path, 'ledger.txt');
    await writeFile(file, 'somebody else’s ledger\n'.repeat(100));
    const { exitCode, stderr } = await here.run(['status', '--store', `sqlite:${file}`]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('event-store-corrupt');
    expect(await readFile(file, 'utf8')).toBe('somebody else’s ledger\n'.repeat(100));
  });

  it('where it cannot write, with 4', async () => {
    await writeFile(join(here.path, 'occupied'), '');
    const { exitCode, stderr } = await here.run(['status', '--data-dir', 'occupied/data']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('event-store-unavailable');
  });

  it('with another installation secret than the one that the store was begun with', async () => {
    const environment = { CERT_AGENT_STORE: 'sqlite:claimed.db', CERT_AGENT_INSTALLATION_SECRET: 'a'.repeat(32) };
    expect((await here.run(['status'], environment)).exitCode).toBe(0);
    const { exitCode, stderr } = await here.run(['status'], {
      ...environment,
      CERT_AGENT_INSTALLATION_SECRET: 'b'.repeat(32),
    });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('installation-mismatch');
  });
});

describe('the agent starts', () => {
  it('while the queue is down, and ends with 0 when it is asked to', async () => {
    const agent = here.start(['run'], { ...served, CERT_AGENT_QUEUE_URL: nobody });
    await agent.says('queue-unavailable');
    agent.child.kill('SIGTERM');
    expect((await agent.ended).exitCode).toBe(0);
  });

  it('while S3 is down, and keeps the SDK’s opinion of Node to itself', async () => {
    const bucket = { CERT_AGENT_CERT_BUCKET: 'certs', CERT_AGENT_S3_ENDPOINT: nobody };
    const keys = { CERT_AGENT_CERT_AWS_ID: 'id', CERT_AGENT_CERT_AWS_KEY: 'key' };
    const { exitCode, stdout, stderr } = await here.run(['once'], { ...served, ...bucket, ...keys });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).not.toContain('Warning');
  });

  it('once only, and gives up with 4, when the queue stays down', async () => {
    const { exitCode } = await here.run(['once'], { ...served, CERT_AGENT_QUEUE_URL: nobody });
    expect(exitCode).toBe(4);
  });
});
