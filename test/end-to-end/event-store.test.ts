import { afterEach, describe, expect, it } from 'vitest';
import { addressOf } from '../adapters/event-store/eventstoredb/on-server.ts';
import { startTestServer } from '../adapters/event-store/eventstoredb/test-server.ts';
import { expectPublishedAsRecorded } from './published.ts';
import { createScene, type Scene, statusOf, wish } from './scene.ts';
import { tourWithStore } from './store-tour.ts';

const server = await startTestServer();
const nobodyListens = 'esdb://127.0.0.1:1?tls=false';

describe('an agent whose history is in EventStoreDB', () => {
  let scene: Scene | undefined;
  afterEach(async () => {
    await scene?.close();
    scene = undefined;
  });

  it('does all that it does with any other store', () => tourWithStore(addressOf(server.uri)));

  it('waits for a store that is down when it starts, and serves as soon as that is there', async () => {
    const late = await startTestServer();
    await late.kill();
    scene = await createScene({ settings: { CERT_AGENT_STORE: addressOf(late.uri) } });
    await scene.sandbox.lms.requestCertificate(wish('ada'));
    const agent = scene.startAgent();
    await agent.says('the event store is in trouble; trying again');
    await late.start();
    await scene.quiet();
    expect(statusOf(scene, 'ada')).toBe('downloadable');
  });

  it('loses and repeats nothing while its store is killed and started again', async () => {
    const shaken = await startTestServer();
    scene = await createScene({
      settings: { CERT_AGENT_STORE: addressOf(shaken.uri), CERT_AGENT_STORE_BUDGET_SECONDS: '5' },
    });
    const { sandbox } = scene;
    const learners = Array.from({ length: 12 }, (_, at) => `learner-${at}`);
    for (const username of learners) await sandbox.lms.requestCertificate(wish(username));
    scene.startAgent({ CERT_AGENT_CONCURRENCY: '4' });
    for (const retired of [2, 5, 9]) {
      const isFarEnough = () => sandbox.xqueue.items().filter((item) => item.retired).length >= retired;
      await scene.until(`${retired} items are done`, isFarEnough);
      await shaken.faults({ answersToLose: 1 });
      await shaken.kill();
      await shaken.start();
    }
    await scene.quiet();
    for (const username of learners) expect(statusOf(scene, username)).toBe('downloadable');
    await expectPublishedAsRecorded(scene);
  });

  it('ends at once when it is told to while it waits for its store', async () => {
    scene = await createScene({ settings: { CERT_AGENT_STORE: nobodyListens, CERT_AGENT_STORE_BUDGET_SECONDS: '1' } });
    const agent = scene.startAgent();
    await agent.says('the event store cannot be reached: waiting for it');
    agent.signal('SIGTERM');
    const { exitCode, stderr } = await agent.ended;
    expect(exitCode).toBe(0);
    expect(stderr).toContain('asked to end while the event store was waited for');
  });
});

describe('a command that needs a store which is down', () => {
  it.each(['status', 'once'])('%s gives up after its time, with the exit code for that', async (command) => {
    const scene = await createScene({
      settings: { CERT_AGENT_STORE: nobodyListens, CERT_AGENT_STORE_BUDGET_SECONDS: '1' },
    });
    const { exitCode, stderr } = await scene.run(command);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('(event-store-unavailable)');
    await scene.close();
  });
});
