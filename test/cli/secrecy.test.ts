import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { openEventStore } from '../../src/adapters/event-store/open-event-store.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { createInstallation, type Installation, type Outcome } from './installation.ts';

const courseId = 'course-v1:edX+DemoX+2026';
const nobody = 'http://127.0.0.1:9';
/** In every name, grade and secret, and nowhere else: whatever is seen to hold it has leaked one. */
const canary = 'zk4canary';
const secret = (of: string): string => `${canary}-${of}-${'x'.repeat(24)}`;

let here: Installation;
let sandbox: Sandbox;
const outcomes: Outcome[] = [];

/** Everything that goes wrong on an ordinary day, each with canaries in it. */
beforeAll(async () => {
  here = await createInstallation();
  sandbox = await startSandbox({ users: { agent: secret('queue') } });
  const environment = {
    ...here.settings,
    CERT_AGENT_QUEUE_URL: sandbox.url,
    CERT_AGENT_QUEUE_NAME: sandbox.queue,
    CERT_AGENT_QUEUE_USER: 'agent',
    CERT_AGENT_QUEUE_PASS: secret('queue'),
    CERT_AGENT_QUEUE_AUTH_USER: 'proxy',
    CERT_AGENT_QUEUE_AUTH_PASS: secret('proxy'),
    CERT_AGENT_INSTALLATION_SECRET: secret('installation'),
    CERT_AGENT_SIGNING_KEY_PASSPHRASE: secret('passphrase'),
    CERT_AGENT_LOG_LEVEL: 'debug',
  };
  const log = { CERT_AGENT_LOG_FILE: join(here.path, 'agent.log') };
  const amazon = {
    CERT_AGENT_CERT_AWS_ID: secret('aws-id'),
    CERT_AGENT_CERT_AWS_KEY: secret('aws-key'),
    CERT_AGENT_CERT_BUCKET: 'certs',
    CERT_AGENT_S3_ENDPOINT: nobody,
    CERT_AGENT_S3_BUDGET_SECONDS: '1',
  };
  const run = async (args: readonly string[], change: Readonly<Record<string, string>> = {}): Promise<void> => {
    outcomes.push(await here.run(args, { ...environment, ...change }));
  };

  const wish = (n: number) => ({ username: `${canary}${n}`, courseId, name: `${canary} Smith`, grade: canary });
  await sandbox.lms.requestCertificate(wish(1));
  await sandbox.lms.requestCertificate({ ...wish(2), name: `${canary} 𓀀𓀁` });
  await sandbox.lms.requestCertificate({ ...wish(3), templatePdf: 'no-such-template.pdf' });
  await sandbox.lms.submitRaw(`{"action": "create", "username": "${canary}", `);
  await sandbox.lms.submitRaw(JSON.stringify({ action: 'create', username: canary, course_id: canary, name: canary }));
  await run(['once']);
  await sandbox.lms.requestCertificate(wish(4));
  await run(['once'], { ...amazon, ...log });
  await run(['once'], { CERT_AGENT_QUEUE_PASS: `${canary}-wrong`, ...log });
  await run(['config', 'print']);
  await run(['config', 'print', '--json'], amazon);
  await run(['run'], { CERT_AGENT_QUEUE_PASS_FILE: '/no/such/file' });
  await run(['run'], { CERT_AGENT_INSTALLATION_SECRET: canary });
  await run(['run'], { CERT_AGENT_INSTALLATION_SECRET: secret('another') });
  await run(['status', '--list']);
  await run(['status', '--json']);
  await run(['audit']);
  await run(['audit', '--json']);
  await run(['verify-log', '--json']);
  await run(['replay', '--all', '--diff']);
  await run(['replay', `${courseId}/${canary}1`, `${courseId}/${canary}2`]);
  await run(['show', `${courseId}/${canary}2`]);
  await run(['show', `${courseId}/${canary}-unknown`]);
  await run(['show', canary]);
  await run(['issue', '--course-id', canary, '--username', canary, '--name', canary]);
  await run(['issue', '--course-id', courseId, '--username', canary, '--name', `${canary} 𓀀𓀁`]);
});
afterAll(async () => {
  await sandbox.close();
  await here.remove();
});

const readEvents = async (): Promise<readonly CertificateEvent[]> => {
  const onDamaged = (error: Error): never => {
    throw error;
  };
  const store = await openEventStore<CertificateEvent>(`sqlite:${join(here.dataDir, 'events.db')}`, { onDamaged });
  const events: CertificateEvent[] = [];
  for await (const { event } of store.readAll()) events.push(event);
  await store.close();
  return events;
};

describe('names, grades and secrets', () => {
  it('were at work: every kind of trouble came', () => {
    const codes = outcomes.map(({ exitCode }) => exitCode);
    expect(codes).toEqual([5, 5, 4, 0, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 1]);
  });

  it('reach no terminal', () => {
    const leaks = outcomes.filter(({ stdout, stderr }) => (stdout + stderr).toLowerCase().includes(canary));
    expect(leaks).toEqual([]);
  });

  it('reach no log', async () => {
    const log = await readFile(join(here.path, 'agent.log'), 'utf8');
    expect(log).toContain('s3-unreachable');
    expect(log).toContain('queue-access');
    expect(log).not.toContain(canary);
  });

  it('stand in the events’ personal part alone', async () => {
    const events = await readEvents();
    expect(JSON.stringify(events)).toContain(canary);
    const open = JSON.stringify(events, (key, value) => (key === 'personal' ? undefined : value));
    expect(open).not.toContain(canary);
  });

  it('are in none of the views’ files, though these tell of all certificates', async () => {
    const files = (await readdir(here.dataDir)).filter((file) => file.startsWith('views-'));
    const contents = await Promise.all(files.map((file) => readFile(join(here.dataDir, file), 'latin1')));
    expect(contents.join('')).toContain(courseId);
    expect(contents.filter((content) => content.toLowerCase().includes(canary))).toEqual([]);
  });

  it('are in no file name', async () => {
    const files = await readdir(here.path, { recursive: true });
    expect(files.some((file) => file.endsWith('Certificate.pdf'))).toBe(true);
    expect(files.filter((file) => file.includes(canary))).toEqual([]);
  });
});
