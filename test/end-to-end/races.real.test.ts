import { afterEach, describe, expect, it } from 'vitest';
import { addressOf } from '../adapters/event-store/eventstoredb/on-server.ts';
import { startTestServer } from '../adapters/event-store/eventstoredb/test-server.ts';
import { expectOneOutcomeEach } from './outcomes.ts';
import { expectPublishedAsRecorded } from './published.ts';
import { createScene, type Scene, statusOf, wish } from './scene.ts';

/*
 * Agents that are handed the same items at the same time, thousands of times. It needs nothing from outside npm, but more
 * minutes than `npm test` should take. With EVENTSTORE_URL=esdb://… the race is also run on that server; only streams of its
 * own are made.
 */
const { EVENTSTORE_URL: uri } = process.env;
const deliveriesMin = 2_000;
const waveLearners = 60;
const limitMs = 300_000;
/** A real server beside the agents takes its share of a small machine; the second is for one wave. */
const [besideServerMs, waveBesideServerMs] = [900_000, 200_000];

/** Every command that was ever accepted, by certificate and submission. */
const acceptedIn = async (scene: Scene): Promise<readonly string[]> => {
  const { stdout } = await scene.run('audit', '--json', '--type', 'add_cert');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ stream, submission }) => `${stream} ${submission}`);
};

const race = async (scene: Scene, agents: number): Promise<void> => {
  const { sandbox } = scene;
  for (let started = 0; started < agents; started += 1) scene.startAgent({ CERT_AGENT_CONCURRENCY: '4' });
  const usernames: string[] = [];
  const deliveries = () => sandbox.xqueue.items().reduce((sum, { pulls }) => sum + pulls, 0);
  while (deliveries() < deliveriesMin) {
    const wave = Array.from({ length: waveLearners }, (_, at) => `learner-${usernames.length + at}`);
    for (const username of wave) await sandbox.lms.requestCertificate(wish(username));
    usernames.push(...wave);
    await scene.quiet();
  }

  expect(deliveries()).toBeGreaterThanOrEqual(deliveriesMin);
  for (const username of usernames) expect(statusOf(scene, username)).toBe('downloadable');
  expectOneOutcomeEach(scene);
  const accepted = await acceptedIn(scene);
  expect(accepted).toHaveLength(usernames.length);
  expect(new Set(accepted).size).toBe(usernames.length);
  await expectPublishedAsRecorded(scene);
  expect((await scene.run('verify-log')).exitCode).toBe(0);
  expect((await scene.run('replay', '--all', '--diff')).exitCode).toBe(0);
};

describe.each([2, 4])('%i agents in a race', (agents) => {
  let scene: Scene | undefined;
  afterEach(() => scene?.close());

  it('on one SQLite file never give a certificate two ids', { timeout: limitMs }, async () => {
    scene = await createScene({ redeliveryDelayMs: 5 });
    await race(scene, agents);
  });

  it('on one EventStoreDB never give a certificate two ids', { timeout: limitMs }, async () => {
    const server = await startTestServer();
    scene = await createScene({
      redeliveryDelayMs: 5,
      settings: { CERT_AGENT_STORE: addressOf(server.uri) },
    });
    await race(scene, agents);
  });

  it.skipIf(!uri)('on a real EventStoreDB never give a certificate two ids', { timeout: besideServerMs }, async () => {
    scene = await createScene({
      redeliveryDelayMs: 5,
      limitMs: waveBesideServerMs,
      settings: { CERT_AGENT_STORE: addressOf(uri ?? '') },
    });
    await race(scene, agents);
  });
});
