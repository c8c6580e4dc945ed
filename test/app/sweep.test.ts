import { describe, expect, it } from 'vitest';
import { handleSubmission } from '../../src/app/handle-submission.ts';
import { sweep } from '../../src/app/sweep.ts';
import { createWorld, portsOnto, request, runAgent, type World } from './world.ts';

const { signal } = new AbortController();
const dayMs = 86_400_000;
const sweepOf = (world: World, retentionMs = 30 * dayMs, dryRun = false) =>
  sweep({ ports: portsOnto(world), signal }, { retentionMs, dryRun });

const lived = async (...commands: Parameters<typeof request>[0][]): Promise<World> => {
  const world = createWorld();
  for (const [at, command] of commands.entries()) world.queue.submit({ id: `${at}`, request: request(command) });
  await runAgent(portsOnto(world));
  return world;
};

const pdf = { body: Buffer.from('late'), contentType: 'application/pdf' };

describe('a sweep', () => {
  it('finds nothing to do after undisturbed work', async () => {
    const world = await lived('add_cert', 'regen_cert');
    expect(await sweepOf(world)).toEqual({ files: 4, removed: [], unknownFolders: 0 });
  });

  it('removes what came back after its deletion, as an upload that arrived late', async () => {
    const world = await lived('add_cert');
    const [key = ''] = world.artifacts.files.keys();
    world.queue.submit({ id: 'gone', request: request('del_cert') });
    await runAgent(portsOnto(world));
    await world.artifacts.put({ key, ...pdf });
    expect((await sweepOf(world)).removed).toEqual([key]);
    expect(world.artifacts.files.size).toBe(0);
  });

  it('never takes files that the LMS may have asked for later than for those that replaced them', async () => {
    const world = createWorld();
    for (const id of ['older', 'newer']) world.queue.submit({ id, request: request('add_cert') });
    const ports = portsOnto(world);
    const [older, newer] = [await world.queue.pull(), await world.queue.pull()];
    for (const submission of [newer, older]) {
      if (submission) await handleSubmission(submission, { ports, signal });
    }
    expect(world.artifacts.files.size).toBe(8);
    expect((await sweepOf(world, -1)).removed).toEqual([]);

    world.queue.submit({ id: 'newest', request: request('add_cert') });
    await runAgent(portsOnto(world));
    expect((await sweepOf(world, -1)).removed).toHaveLength(8);
    expect(world.artifacts.files.size).toBe(4);
  });

  it('leaves files alone that this history never drew', async () => {
    const world = await lived('add_cert');
    await world.artifacts.put({ key: `downloads/${'ab'.repeat(16)}/Certificate.pdf`, ...pdf });
    expect(await sweepOf(world)).toEqual({ files: 5, removed: [], unknownFolders: 1 });
  });

  it('removes replaced files when their retention time is over, and says so in the history', async () => {
    const world = await lived('add_cert', 'add_cert');
    expect((await sweepOf(world)).removed).toEqual([]);
    expect((await sweepOf(world, -1, true)).removed).toHaveLength(4);
    expect(world.artifacts.files.size).toBe(8);
    expect((await sweepOf(world, -1)).removed).toHaveLength(4);
    expect(world.artifacts.files.size).toBe(4);
    const types: string[] = [];
    for await (const { event } of world.store.readAll()) types.push(event.type);
    expect(types.at(-1)).toBe('certificate.removed');
    expect((await sweepOf(world, -1)).removed).toEqual([]);
  });
});
