import { describe, expect, it } from 'vitest';
import { handleSubmission } from '../../src/app/handle-submission.ts';
import { sweep } from '../../src/app/sweep.ts';
import {
  certificateFiles,
  createWorld,
  pageTexts,
  portsOnto,
  request,
  runAgent,
  testPages,
  type World,
} from './world.ts';

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

const streamsOf = async ({ store }: World): Promise<ReadonlySet<string>> => {
  const streams = new Set<string>();
  for await (const { stream } of store.readAll()) streams.add(stream);
  return streams;
};

const pdf = { body: Buffer.from('late'), contentType: 'application/pdf' };

describe('a sweep', () => {
  it('finds nothing to do after undisturbed work', async () => {
    const world = await lived('add_cert', 'regen_cert');
    expect(await sweepOf(world)).toEqual({ files: 6, removed: [], rewritten: [], unknownFolders: 0 });
  });

  it('removes what came back after its deletion, as an upload that arrived late', async () => {
    const world = await lived('add_cert');
    const [key = ''] = certificateFiles(world);
    world.queue.submit({ id: 'gone', request: request('del_cert') });
    await runAgent(portsOnto(world));
    await world.artifacts.put({ key, ...pdf });
    expect((await sweepOf(world)).removed).toEqual([key]);
    expect(pageTexts(world)).toEqual(['withdrawn on 2026-05-01', 'withdrawn on 2026-05-01']);
  });

  it('never takes files that the LMS may have asked for later than for those that replaced them', async () => {
    const world = createWorld();
    for (const id of ['older', 'newer']) world.queue.submit({ id, request: request('add_cert') });
    const ports = portsOnto(world);
    const [older, newer] = [await world.queue.pull(), await world.queue.pull()];
    for (const submission of [newer, older]) {
      if (submission) await handleSubmission(submission, { ports, signal });
    }
    expect(certificateFiles(world)).toHaveLength(8);
    expect(await sweepOf(world, -1)).toMatchObject({ removed: [], rewritten: [] });

    world.queue.submit({ id: 'newest', request: request('add_cert') });
    await runAgent(portsOnto(world));
    expect(await sweepOf(world, -1)).toMatchObject({ removed: { length: 4 }, rewritten: { length: 2 } });
    expect(certificateFiles(world)).toHaveLength(4 + 2 * 2);
  });

  it('leaves files alone that this history never drew', async () => {
    const world = await lived('add_cert');
    await world.artifacts.put({ key: `downloads/${'ab'.repeat(16)}/Certificate.pdf`, ...pdf });
    expect(await sweepOf(world)).toEqual({ files: 5, removed: [], rewritten: [], unknownFolders: 1 });
  });

  it('removes replaced files when their retention time is over, and says so in the history', async () => {
    const world = await lived('add_cert', 'add_cert');
    expect((await sweepOf(world)).removed).toEqual([]);
    expect(await sweepOf(world, -1, true)).toMatchObject({ removed: { length: 2 }, rewritten: { length: 1 } });
    expect(certificateFiles(world)).toHaveLength(8);
    expect(await sweepOf(world, -1)).toMatchObject({ removed: { length: 2 }, rewritten: { length: 1 } });
    expect(certificateFiles(world)).toHaveLength(6);
    expect(pageTexts(world).filter((text) => text === 'replaced on 2026-05-01')).toHaveLength(2);
    const types: string[] = [];
    for await (const { event } of world.store.readAll()) types.push(event.type);
    expect(types.at(-1)).toBe('certificate.removed');
    expect(await sweepOf(world, -1)).toMatchObject({ removed: [], rewritten: [] });
  });

  it('writes a page anew that came back over a tombstone, so that no name stays', async () => {
    const world = await lived('add_cert');
    const [page] = [...world.artifacts.files.values()].filter(({ key }) => key.endsWith('valid.html'));
    world.queue.submit({ id: 'gone', request: request('del_cert') });
    await runAgent(portsOnto(world));
    if (page) await world.artifacts.put(page);
    expect(pageTexts(world).join()).toContain('Lovelace');
    expect(await sweepOf(world)).toMatchObject({ removed: [], rewritten: [page?.key] });
    expect(pageTexts(world).join()).not.toContain('Lovelace');
    expect((await sweepOf(world)).rewritten).toEqual([]);
  });

  it('lets a replaced certificate’s page say so when that was missed', async () => {
    const world = await lived('add_cert');
    const [page] = [...world.artifacts.files.values()].filter(({ key }) => key.endsWith('valid.html'));
    world.queue.submit({ id: 'again', request: request('add_cert') });
    await runAgent(portsOnto(world));
    if (page) await world.artifacts.put(page);
    expect(await sweepOf(world)).toMatchObject({ removed: [], rewritten: [page?.key] });
    expect(Buffer.from(world.artifacts.files.get(page?.key ?? '')?.body ?? '').toString()).toBe(
      'replaced on 2026-05-01',
    );
  });

  it('removes tombstones when none shall be kept, but a replaced certificate’s page goes on to say so', async () => {
    const world = await lived('add_cert', 'regen_cert', 'add_cert');
    const pages = { ...testPages, keepsTombstones: false };
    const report = await sweep(
      { ports: portsOnto(world, { pages }), signal },
      { retentionMs: 30 * dayMs, dryRun: false },
    );
    expect(report).toMatchObject({ removed: { length: 2 }, rewritten: [] });
    expect(pageTexts(world).filter((text) => text.startsWith('replaced on'))).toHaveLength(1);
  });

  it('puts back what all pages need, and leaves what earlier versions left of it', async () => {
    const world = await lived('add_cert');
    const needed = 'cert/assets/0123/check.js';
    await world.artifacts.remove(needed);
    const earlier = ['cert/assets/0042/check.js', `cert/keys/${'A'.repeat(40)}.asc`];
    for (const key of earlier) await world.artifacts.put({ key, ...pdf });
    expect(await sweepOf(world)).toMatchObject({ removed: [], unknownFolders: 0 });
    expect([...world.artifacts.files.keys()]).toEqual(expect.arrayContaining([needed, ...earlier]));
  });

  it('leaves no tombstone of a certificate that never came to be', async () => {
    const world = await lived('add_cert');
    const verifyUuid = /cert\/([0-9a-f]{32})/.exec(certificateFiles(world).join())?.[1];
    const failing = portsOnto(world, { renderer: { render: () => Promise.reject(new Error('no')) } });
    world.queue.submit({ id: 'fails', request: request('regen_cert') });
    await runAgent(failing);
    const drawn = (await world.store.read([...(await streamsOf(world))][0] ?? '')).flatMap(({ event }) =>
      event.type === 'regen_cert' ? [event.data.artifacts.verifyUuid] : [],
    );
    await world.artifacts.put({ key: `cert/${drawn[0]}/valid.html`, ...pdf });
    expect(await sweepOf(world)).toMatchObject({ removed: [`cert/${drawn[0]}/valid.html`], rewritten: [] });
    expect(certificateFiles(world).join()).toContain(verifyUuid);
  });
});
