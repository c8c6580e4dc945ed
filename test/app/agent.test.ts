import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startAgent } from '../../src/app/agent.ts';
import type { AgentOptions } from '../../src/app/agent-options.ts';
import type { Ports } from '../../src/app/ports.ts';
import { ArtifactStoreError } from '../../src/ports/artifact-store.ts';
import { EventStoreUnavailableError } from '../../src/ports/event-store.ts';
import { QueueUnavailableError } from '../../src/ports/submission-queue.ts';
import { expectLaws } from '../laws/laws.ts';
import { certificateFiles, createWorld, portsOnto, request, type World } from './world.ts';

const options: AgentOptions = {
  concurrency: 2,
  once: false,
  pollIntervalMs: 5,
  backoffMs: 20,
  replyBudgetMs: 20_000,
  drainLimitMs: 5_000,
  sweepIntervalMs: 60_000,
  supersededRetentionMs: 0,
};

/** Learners of their own, so that their certificates can be in work side by side. */
const submitClass = (world: World, count: number): void => {
  for (let n = 0; n < count; n += 1) {
    const personal = { username: `learner-${n}`, name: `Learner ${n}`, grade: null, designation: null };
    world.queue.submit({ id: `submission-${n}`, request: request('add_cert', { personal }) });
  }
};

const until = async (isSo: () => boolean, limitMs = 15_000): Promise<void> => {
  for (const end = Date.now() + limitMs; !isSo(); await wait(5)) {
    if (Date.now() > end) throw new Error('it did not come to that in time');
  }
};

describe('the agent', () => {
  it('empties the queue and ends, when one pass is wanted', async () => {
    const world = createWorld();
    submitClass(world, 5);
    const report = await startAgent(portsOnto(world), { ...options, once: true }).stopped;
    expect(report).toEqual({ handled: 5, failed: 0, unposted: 0, cutShort: false, gaveUp: false });
    await expectLaws(world);
  });

  it('has as many submissions in work as it may, and no more', async () => {
    const world = createWorld();
    submitClass(world, 6);
    let inWork = 0;
    let most = 0;
    const { put } = world.artifacts;
    const artifacts: Ports['artifacts'] = {
      ...world.artifacts,
      put: async (file, signal) => {
        inWork += 1;
        most = Math.max(most, inWork);
        await wait(10);
        await put(file, signal);
        inWork -= 1;
      },
    };
    await startAgent(portsOnto(world, { artifacts }), { ...options, once: true }).stopped;
    expect(most).toBe(2);
  });

  it('waits longer after each failed poll, and gives up when one pass is wanted', async () => {
    const world = createWorld();
    const pulls: number[] = [];
    const queue: Ports['queue'] = {
      ...world.queue,
      pull: async () => {
        pulls.push(performance.now());
        throw new QueueUnavailableError('the queue answers nonsense');
      },
    };
    const report = await startAgent(portsOnto(world, { queue }), { ...options, once: true }).stopped;
    expect(report).toMatchObject({ gaveUp: true, handled: 0 });
    expect(pulls).toHaveLength(5);
    const [first = 0, second = 0, , fourth = 0, fifth = 0] = pulls;
    expect(fifth - fourth).toBeGreaterThan(2 * (second - first));
  });

  it('goes on polling until it is asked to end, then ends at once when nothing is in work', async () => {
    const world = createWorld();
    const agent = startAgent(portsOnto(world), options);
    submitClass(world, 1);
    await until(() => world.told.length === 1);
    agent.drain();
    expect(await agent.stopped).toMatchObject({ handled: 1, cutShort: false });
  });

  it('finishes what is in work when it is asked to end, and takes nothing new', async () => {
    const world = createWorld();
    submitClass(world, 6);
    const { put } = world.artifacts;
    let agent: ReturnType<typeof startAgent> | null = null;
    const artifacts: Ports['artifacts'] = {
      ...world.artifacts,
      put: async (file, signal) => {
        agent?.drain();
        await wait(5);
        await put(file, signal);
      },
    };
    agent = startAgent(portsOnto(world, { artifacts }), options);
    const { handled, cutShort } = await agent.stopped;
    expect(cutShort).toBe(false);
    expect(handled).toBe(world.told.length);
    expect(handled).toBeLessThan(6);
    expect(handled).toBeGreaterThan(0);
  });

  it('leaves work that takes too long for the next start, which finishes it', async () => {
    const world = createWorld();
    submitClass(world, 1);
    let isStuck = false;
    const artifacts: Ports['artifacts'] = {
      ...world.artifacts,
      put: (_, signal) =>
        new Promise((_resolve, reject) => {
          isStuck = true;
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    const agent = startAgent(portsOnto(world, { artifacts }), { ...options, drainLimitMs: 50 });
    await until(() => isStuck);
    agent.drain();
    expect(await agent.stopped).toMatchObject({ handled: 0, cutShort: true });
    await startAgent(portsOnto(world), { ...options, once: true }).stopped;
    await expectLaws(world);
  });

  it('backs off while the queue is down, and loses nothing', async () => {
    const world = createWorld();
    world.queue.setDown(true);
    submitClass(world, 2);
    const agent = startAgent(portsOnto(world), options);
    await until(() => world.warnings.some((warning) => warning.includes('connecting')));
    world.queue.setDown(false);
    await until(() => world.told.length === 2);
    agent.drain();
    await agent.stopped;
    await expectLaws(world);
  });

  it('backs off while the store is down, and finishes what it had taken when the store is back', async () => {
    const world = createWorld();
    submitClass(world, 2);
    let isDown = true;
    const append: World['store']['append'] = async (...args) => {
      if (isDown) throw new EventStoreUnavailableError('the disk is full');
      return world.store.append(...args);
    };
    const agent = startAgent(portsOnto(world, { store: { ...world.store, append } }), options);
    await until(() => world.warnings.some((warning) => warning.includes('the disk is full')));
    isDown = false;
    world.queue.redeliver();
    await until(() => world.told.length === 2);
    agent.drain();
    await agent.stopped;
    await expectLaws(world);
  });

  it('offers an answer again that the queue did not take', async () => {
    const world = createWorld();
    submitClass(world, 1);
    let refusals = 1;
    const queue: Ports['queue'] = {
      ...world.queue,
      post: async (...args) => {
        world.queue.setDown(refusals > 0);
        refusals -= 1;
        return world.queue.post(...args).finally(() => world.queue.setDown(false));
      },
    };
    const agent = startAgent(portsOnto(world, { queue }), options);
    await until(() => world.told.length === 1);
    agent.drain();
    expect(await agent.stopped).toMatchObject({ handled: 1, failed: 0 });
    await expectLaws(world);
  });

  it('offers an answer by itself as soon as the page of the replaced certificate could be written', async () => {
    const world = createWorld();
    submitClass(world, 1);
    await startAgent(portsOnto(world), { ...options, once: true }).stopped;
    const personal = { username: 'learner-0', name: 'Learner 0', grade: null, designation: null };
    world.queue.submit({ id: 'again', request: request('add_cert', { personal }) });
    let refusals = 2;
    const artifacts: Ports['artifacts'] = {
      ...world.artifacts,
      put: async (file, signal) => {
        const isMark = Buffer.from(file.body).toString().startsWith('replaced');
        if (isMark && refusals-- > 0) throw new ArtifactStoreError('s3-unreachable', 'no', { retryable: true });
        await world.artifacts.put(file, signal);
      },
    };
    const report = await startAgent(portsOnto(world, { artifacts }), { ...options, once: true }).stopped;
    expect(report).toMatchObject({ handled: 1, failed: 0, unposted: 0 });
    expect(world.warnings.filter((warning) => warning.includes('an answer waits'))).toHaveLength(2);
    expect(world.told).toHaveLength(2);
    await expectLaws(world);
  });

  it('says so when an answer was not taken in its budget, and ends the one pass that was wanted', async () => {
    const world = createWorld();
    submitClass(world, 1);
    const queue: Ports['queue'] = {
      ...world.queue,
      post: async (...args) => {
        world.queue.setDown(true);
        return world.queue.post(...args).finally(() => world.queue.setDown(false));
      },
    };
    const report = await startAgent(portsOnto(world, { queue }), { ...options, once: true, replyBudgetMs: 100 })
      .stopped;
    expect(report).toMatchObject({ handled: 1, unposted: 1 });
    expect(world.warnings.join()).toContain('not taken in time');
  });

  it('gives up one pass when the queue cannot be had', async () => {
    const world = createWorld();
    world.queue.setDown(true);
    const report = await startAgent(portsOnto(world), { ...options, once: true }).stopped;
    expect(report).toMatchObject({ gaveUp: true, handled: 0 });
  });

  it('sweeps from time to time', async () => {
    const world = createWorld();
    submitClass(world, 1);
    const agent = startAgent(portsOnto(world), { ...options, sweepIntervalMs: 20 });
    await until(() => world.told.length === 1);
    const key = certificateFiles(world).find((name) => name.endsWith('.pdf')) ?? '';
    world.queue.submit({
      id: 'gone',
      request: request('del_cert', { personal: { username: 'learner-0', name: '', grade: null, designation: null } }),
    });
    await until(() => world.told.length === 2);
    await world.artifacts.put({ key, body: Buffer.from('late'), contentType: 'application/pdf' });
    await until(() => !world.artifacts.files.has(key));
    agent.drain();
    await agent.stopped;
  });
});
