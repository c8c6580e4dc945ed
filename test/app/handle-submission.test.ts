import { describe, expect, it } from 'vitest';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { needsIntervention } from '../../projections/needs-intervention.ts';
import { handleSubmission, resendReply, settleStream } from '../../src/app/handle-submission.ts';
import type { Ports } from '../../src/app/ports.ts';
import { createSharedFiles } from '../../src/app/shared-files.ts';
import { certificateStream } from '../../src/app/stream-names.ts';
import { ArtifactStoreError } from '../../src/ports/artifact-store.ts';
import type { Recorded } from '../../src/ports/event-store.ts';
import { expectLaws } from '../laws/laws.ts';
import { sampleSettings } from '../machines/samples.ts';
import { testRenderer } from './certificate-parts.ts';
import { Crash, crashingAt } from './crash.ts';
import {
  certificateFiles,
  createWorld,
  pageTexts,
  portsOnto,
  request,
  runAgent,
  testPages,
  unusable,
  type World,
} from './world.ts';

const ada = certificateStream('ada', 'course-v1:edX+DemoX+Demo_2014', Buffer.alloc(32, 1));
const { signal } = new AbortController();

const historyOf = async (world: World): Promise<readonly Recorded<CertificateEvent>[]> => {
  const all: Recorded<CertificateEvent>[] = [];
  for await (const recorded of world.store.readAll()) all.push(recorded);
  return all;
};
const typesIn = async (world: World, stream = ada): Promise<readonly string[]> =>
  (await world.store.read(stream)).map(({ event }) => event.type);

const submitted = (world: World, id: string, asked = request('add_cert')): World => {
  world.queue.submit({ id, request: asked });
  return world;
};

describe('a submission', () => {
  it('leaves the whole story in the stream of its certificate', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    expect(await typesIn(world)).toEqual([
      'add_cert',
      'certificate.rendered',
      'certificate.signed',
      'certificate.created',
      'reply.posted',
    ]);
    await expectLaws(world);
  });

  it('that cannot be understood is kept in a stream of its own and answered with an error', async () => {
    const world = createWorld();
    world.queue.submit({ id: 'a', request: unusable });
    await runAgent(portsOnto(world));
    expect(await typesIn(world, 'refused-a')).toEqual(['command.refused', 'reply.posted']);
    expect(world.told).toMatchObject([
      { reply: { kind: 'failed', errorReason: expect.stringMatching(/the body is not JSON: \S+\.ts:\d+$/) } },
    ]);
    expect(world.queue.open()).toEqual([]);
  });

  it('says in its metadata who stored it, because of what, and where it led', async () => {
    const world = submitted(createWorld(), 'a');
    const ports = portsOnto(world);
    await runAgent(ports);
    const [first, second] = await world.store.read(ada);
    expect(first?.metadata).toMatchObject({
      $correlationId: 'a',
      $causationId: expect.stringMatching(/^delivery-[0-9a-f]{32}$/),
      machine: { id: 'certificate', version: '1', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
      agent: ports.provenance.agent,
      reached: 'generating.rendering',
      time: '2026-05-01T10:00:00.000Z',
    });
    expect(second?.metadata.$causationId).toBe(first?.id);
  });

  it('keeps personal data in one place', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    for (const { event, metadata, stream } of await historyOf(world)) {
      const { personal, ...data } = event.data as { personal?: unknown };
      expect(JSON.stringify([data, metadata, stream])).not.toMatch(/Lovelace|\bada\b/);
      if (event.type === 'add_cert') expect(personal).toMatchObject({ name: 'Ada Lovelace' });
    }
  });
});

describe('a redelivery', () => {
  it('of an answered submission gets the identical answer with the new key, and makes nothing', async () => {
    const world = submitted(createWorld(), 'a');
    world.lms.refusals = 1;
    await runAgent(portsOnto(world));
    const files = [...world.artifacts.files.keys()];
    world.queue.redeliver();
    await runAgent(portsOnto(world));
    expect(world.told).toHaveLength(2);
    expect(world.told[1]).toEqual(world.told[0]);
    expect([...world.artifacts.files.keys()]).toEqual(files);
    await expectLaws(world);
  });

  it('flags the certificate from the second one on', async () => {
    const world = submitted(createWorld(), 'a');
    world.lms.refusals = 3;
    const flags: number[] = [];
    for (let delivery = 0; delivery < 3; delivery += 1) {
      await runAgent(portsOnto(world));
      flags.push(needsIntervention(await historyOf(world), '2026-01-01').length);
      world.queue.redeliver();
    }
    expect(flags).toEqual([0, 0, 1]);
  });

  it('of a process that is gone leaves its key behind: a person can post the answer again', async () => {
    const world = submitted(createWorld(), 'a');
    world.lms.refusals = 3;
    for (let delivery = 0; delivery < 3; delivery += 1) {
      await runAgent(portsOnto(world));
      world.queue.redeliver();
    }
    const ports = portsOnto(world);
    const [stream = ''] = new Set((await historyOf(world)).map(({ stream }) => stream));
    expect(needsIntervention(await historyOf(world), '2026-01-01')).toHaveLength(1);
    expect(await resendReply(stream, { ports, signal })).toMatchObject({ answered: true });
    expect(world.told).toHaveLength(4);
    expect(new Set(world.told.map(({ reply }) => JSON.stringify(reply))).size).toBe(1);
    expect(needsIntervention(await historyOf(world), '2026-01-01')).toEqual([]);
  });

  it('is not what a person does: however often an answer is posted by hand, nobody is asked to', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    const [stream = ''] = new Set((await historyOf(world)).map(({ stream }) => stream));
    for (let time = 0; time < 3; time += 1) await resendReply(stream, { ports: portsOnto(world), signal });
    expect(world.told).toHaveLength(4);
    expect(needsIntervention(await historyOf(world), '2026-01-01')).toEqual([]);
  });

  it('that comes late is made and answered, and leaves the newer files where the LMS may look for them', async () => {
    const world = submitted(submitted(createWorld(), 'a'), 'b', request('regen_cert'));
    const ports = portsOnto(world);
    const [older, newer] = [await world.queue.pull(), await world.queue.pull()];
    if (!older || !newer) throw new Error('two submissions were queued');
    await handleSubmission({ ...newer, request: request('add_cert') }, { ports, signal });
    const files = [...world.artifacts.files.keys()];
    await handleSubmission({ ...older, request: request('regen_cert') }, { ports, signal });
    expect(certificateFiles(world)).toHaveLength(8);
    expect([...world.artifacts.files.keys()]).toEqual(expect.arrayContaining(files));
    expect(world.told.map(({ item }) => item)).toEqual([2, 1]);

    const [stream = ''] = new Set((await historyOf(world)).map(({ stream }) => stream));
    await resendReply(stream, { ports: portsOnto(world), signal });
    expect(world.told.map(({ item }) => item)).toEqual([2, 1, 2, 1]);
    await expectLaws(world);
  });

  it('of an earlier submission gets that one’s answer, not the newest', async () => {
    const world = submitted(createWorld(), 'a');
    world.lms.refusals = 1;
    const ports = portsOnto(world);
    await runAgent(ports);
    submitted(world, 'b', request('regen_cert'));
    await runAgent(ports);
    world.queue.redeliver();
    await runAgent(ports);
    expect(world.told.map(({ item }) => item)).toEqual([1, 2, 1]);
    expect(world.told[2]).toEqual(world.told[0]);
  });

  it('under an old number but with another body is another submission', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    const reborn = createWorld();
    const again = { ...reborn, store: world.store, artifacts: world.artifacts };
    submitted(again, 'another body');
    await runAgent(portsOnto(again));
    expect((await typesIn(world)).filter((type) => type === 'add_cert')).toHaveLength(2);
  });
});

describe('when the queue does not take an answer', () => {
  const downAtPost = (world: World): Ports => {
    const ports = portsOnto(world);
    return {
      ...ports,
      queue: {
        ...world.queue,
        post: async (...args) => {
          world.queue.setDown(true);
          return world.queue.post(...args);
        },
      },
    };
  };

  it('the certificate stays as it is, and the answer is posted later', async () => {
    const world = submitted(createWorld(), 'a');
    const submission = await world.queue.pull();
    if (!submission) throw new Error('nothing was queued');
    const { answered, certificate } = await handleSubmission(submission, { ports: downAtPost(world), signal });
    expect(answered).toBe(false);
    expect(certificate.state.snapshot.value).toBe('downloadable');
    expect(await typesIn(world)).not.toContain('reply.posted');

    world.queue.setDown(false);
    expect((await settleStream(ada, { ports: portsOnto(world), signal })).answered).toBe(true);
    expect(world.told).toHaveLength(1);
    await expectLaws(world);
  });

  it('since its key is old, the next delivery brings the new one', async () => {
    const world = submitted(createWorld(), 'a');
    const submission = await world.queue.pull();
    if (!submission) throw new Error('nothing was queued');
    world.queue.redeliver();
    const newer = await world.queue.pull();
    if (!newer) throw new Error('nothing was handed over again');
    const ports = portsOnto(world);
    expect((await handleSubmission(submission, { ports, signal })).answered).toBe(false);
    expect((await handleSubmission(newer, { ports, signal })).answered).toBe(true);
    expect(world.told).toHaveLength(1);
  });
});

describe('failed work', () => {
  it('of the place of publication ends in error with its reason, takes back what was public, and can be repeated', async () => {
    const world = submitted(createWorld(), 'a');
    let puts = 0;
    const { artifacts } = world;
    const ports = portsOnto(world, {
      artifacts: {
        ...artifacts,
        put: async (file, stop) => {
          puts += 1;
          if (puts === 4) artifacts.setTrouble('s3-unreachable');
          await artifacts.put(file, stop).finally(() => artifacts.setTrouble(null));
        },
      },
    });
    await runAgent(ports);
    expect(world.told).toMatchObject([
      {
        reply: {
          kind: 'failed',
          errorReason: expect.stringMatching(
            /^\(ada course-v1:edX\+DemoX\+Demo_2014\) ArtifactStoreError: .+: \S+\.ts:\d+$/,
          ),
        },
      },
    ]);
    expect(certificateFiles(world)).toEqual([]);

    submitted(world, 'b');
    await runAgent(portsOnto(world));
    expect(world.told.at(-1)).toMatchObject({ reply: { kind: 'created' } });
  });

  it('of a regeneration leaves the certificate of before where it was', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    const before = [...world.artifacts.files.keys()];
    submitted(
      world,
      'b',
      request('regen_cert', { personal: { username: 'ada', name: '𓀀𓀁𓀂', grade: null, designation: null } }),
    );
    await runAgent(portsOnto(world));
    expect(world.told.at(-1)).toMatchObject({ reply: { kind: 'failed' } });
    expect([...world.artifacts.files.keys()]).toEqual(before);
  });

  it('never quotes the name, also when a library does', async () => {
    const world = submitted(createWorld(), 'a');
    const renderer = { render: () => Promise.reject(new TypeError('cannot shape "Ada Lovelace"\n of ada')) };
    await runAgent(portsOnto(world, { renderer }));
    const failure = (await world.store.read(ada))
      .map(({ event }) => event)
      .find(({ type }) => type === 'certificate.failed');
    expect(failure?.data).toMatchObject({
      step: 'render',
      code: 'unexpected',
      exception: 'TypeError',
      message: 'cannot shape "[personal]" of [personal]',
    });
  });

  it('for want of a key publishes nothing', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world, { signer: null }));
    expect(world.told).toMatchObject([
      { reply: { kind: 'failed', errorReason: expect.stringContaining('SigningError') } },
    ]);
    expect(world.artifacts.files.size).toBe(0);
  });

  it('is none when the work is only interrupted', async () => {
    const world = submitted(createWorld(), 'a');
    const stop = new AbortController();
    const { artifacts } = world;
    const ports = portsOnto(world, {
      artifacts: {
        ...artifacts,
        put: async () => {
          stop.abort(new Error('asked to end'));
          stop.signal.throwIfAborted();
        },
      },
    });
    await expect(runAgent(ports, stop.signal)).rejects.toThrow('asked to end');
    expect(await typesIn(world)).not.toContain('certificate.failed');
    await runAgent(portsOnto(world));
    await expectLaws(world);
  });
});

describe('settings', () => {
  it('that make a certificate impossible end in an error that says why', async () => {
    const world = submitted(createWorld(), 'a');
    const problem = { code: 'template-unknown', message: 'there is no template "x.pdf"' };
    await runAgent(
      portsOnto(world, { settingsFor: async () => ({ settings: { ...sampleSettings, problem }, interstitial: null }) }),
    );
    expect(await typesIn(world)).toEqual(['add_cert', 'certificate.failed', 'reply.posted']);
    expect(world.told).toMatchObject([
      { reply: { errorReason: expect.stringContaining('there is no template "x.pdf"') } },
    ]);
  });

  it('without a signature publish the PDF alone', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(
      portsOnto(world, {
        signer: null,
        settingsFor: async () => ({ settings: { ...sampleSettings, signed: false }, interstitial: null }),
      }),
    );
    expect([...world.artifacts.files.keys()]).toEqual([
      expect.stringMatching(/^downloads\/[0-9a-f]{32}\/Certificate\.pdf$/),
    ]);
  });
});

describe('the files', () => {
  it('of a certificate that is asked for again stay reachable, and go with its deletion', async () => {
    const world = submitted(submitted(createWorld(), 'a'), 'b');
    await runAgent(portsOnto(world));
    expect(certificateFiles(world)).toHaveLength(8);
    submitted(world, 'c', request('del_cert'));
    await runAgent(portsOnto(world));
    expect(certificateFiles(world)).toHaveLength(4);
    expect(pageTexts(world)).toEqual(Array.from({ length: 4 }, () => 'withdrawn on 2026-05-01'));
    await expectLaws(world);
  });

  it('of a certificate that is asked for again are still there, but its page says at once that it was replaced', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    const [old = ''] = certificateFiles(world).filter((key) => key.endsWith('valid.html'));
    submitted(world, 'b');
    await runAgent(portsOnto(world));
    expect(Buffer.from(world.artifacts.files.get(old)?.body ?? '').toString()).toBe('replaced on 2026-05-01');
    expect(pageTexts(world).filter((text) => text.includes('has a valid certificate'))).toHaveLength(1);
  });

  it('are not answered for before the page of what they replaced says so: the answer waits until it can be written', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    submitted(world, 'b');
    const { artifacts } = world;
    const put: typeof artifacts.put = async (file, stop) => {
      if (Buffer.from(file.body).toString().startsWith('replaced'))
        throw new ArtifactStoreError('disk-full', 'no', { retryable: true });
      await artifacts.put(file, stop);
    };
    await runAgent(portsOnto(world, { artifacts: { ...artifacts, put } }));
    expect(world.told).toHaveLength(1);
    expect(world.warnings.join()).toContain('an answer waits');
    await runAgent(portsOnto(world));
    expect(world.told.at(-1)).toMatchObject({ reply: { kind: 'created' } });
    await expectLaws(world);
  });

  it('go also when there is no room for their tombstones, and the deletion can be asked for again', async () => {
    const world = submitted(createWorld(), 'a');
    await runAgent(portsOnto(world));
    submitted(world, 'b', request('del_cert'));
    const { artifacts } = world;
    const put = () => Promise.reject(new ArtifactStoreError('disk-full', 'no room', { retryable: true }));
    await runAgent(portsOnto(world, { artifacts: { ...artifacts, put }, shared: createSharedFiles([]) }));
    expect(world.told.at(-1)).toMatchObject({ reply: { kind: 'failed' } });
    expect(pageTexts(world).join()).not.toContain('valid certificate');
    submitted(world, 'c', request('del_cert'));
    await runAgent(portsOnto(world));
    expect(pageTexts(world)).toEqual(['withdrawn on 2026-05-01', 'withdrawn on 2026-05-01']);
    await expectLaws({ ...world, told: [] });
  });

  it.each(['add_cert', 'regen_cert', 'del_cert'] as const)(
    'are there whenever a page says valid, at whatever call the agent dies in a %s',
    async (command) => {
      for (let call = 0; call < 14; call += 1) {
        const world = createWorld();
        if (command !== 'add_cert') await runAgent(portsOnto(submitted(world, 'a')));
        submitted(world, 'b', request(command));
        const dying = crashingAt(portsOnto(world), { call, when: 'after' });
        await runAgent(dying.ports, dying.signal).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        const saysValid = pageTexts(world).filter((text) => text.includes('valid certificate'));
        for (const kind of ['.pdf', '.pdf.sig']) {
          const there = certificateFiles(world).filter((key) => key.endsWith(kind));
          expect(there.length).toBeGreaterThanOrEqual(saysValid.length);
        }
      }
    },
  );

  it('leave nothing behind when tombstones are switched off', async () => {
    const world = submitted(submitted(createWorld(), 'a'), 'b', request('del_cert'));
    await runAgent(portsOnto(world, { pages: { ...testPages, keepsTombstones: false } }));
    expect(certificateFiles(world)).toEqual([]);
  });

  it('that are withdrawn twice keep the day of the first time', async () => {
    const world = submitted(submitted(createWorld(), 'a'), 'b', request('del_cert'));
    await runAgent(portsOnto(world));
    const [drawn] = (await historyOf(world)).flatMap(({ event }) =>
      event.type === 'add_cert' ? event.data.artifacts : [],
    );
    const later = { surroundings: { ...portsOnto(world).surroundings, now: () => new Date('2026-06-01T10:00:00Z') } };
    submitted(world, 'c', request('del_cert', { remove: drawn ?? null }));
    await runAgent(portsOnto(world, later));
    expect(pageTexts(world)).toEqual(['withdrawn on 2026-05-01', 'withdrawn on 2026-05-01']);
  });

  it('that the LMS names go, also when an older agent made them', async () => {
    const world = createWorld();
    const remove = { downloadUuid: 'd1'.repeat(16), verifyUuid: 'e2'.repeat(16) };
    const body = Buffer.from('old');
    await world.artifacts.put({
      key: `downloads/${remove.downloadUuid}/Certificate.pdf`,
      body,
      contentType: 'application/pdf',
    });
    submitted(world, 'a', request('regen_cert', { remove }));
    await runAgent(portsOnto(world));
    expect([...world.artifacts.files.keys()].join()).not.toContain('d1d1');
    expect(pageTexts(world)).toContain('replaced on 2026-05-01');
    await expectLaws(world);
  });

  it('are recorded anew when an upgrade between two starts makes other bytes, and never signed over the wrong digest', async () => {
    const world = submitted(createWorld(), 'a');
    const stop = new AbortController();
    const { artifacts } = world;
    const dying = portsOnto(world, {
      artifacts: {
        ...artifacts,
        put: async () => {
          stop.abort(new Error('killed'));
          stop.signal.throwIfAborted();
        },
      },
    });
    await expect(runAgent(dying, stop.signal)).rejects.toThrow('killed');

    const upgraded = {
      render: async (content: Parameters<typeof testRenderer.render>[0]) =>
        Buffer.concat([await testRenderer.render(content), Buffer.from('% upgraded')]),
    };
    await runAgent(portsOnto(world, { renderer: upgraded }));
    expect(await typesIn(world)).toEqual([
      'add_cert',
      'certificate.rendered',
      'certificate.signed',
      'certificate.rendered',
      'certificate.signed',
      'certificate.created',
      'reply.posted',
    ]);
    await expectLaws(world);
  });
});

describe('two agents with the same deliveries', () => {
  it('keep the link alive when only one of them can publish', async () => {
    const world = submitted(createWorld(), 'a');
    const first = await world.queue.pull();
    world.queue.redeliver();
    const second = await world.queue.pull();
    if (!first || !second) throw new Error('the queue did not hand it over twice');
    const lucky = portsOnto(world);
    // The unlucky one fails only when the lucky one is through.
    const unlucky = portsOnto(world, {
      artifacts: {
        ...world.artifacts,
        put: async () => {
          await handleSubmission(second, { ports: lucky, signal });
          throw new ArtifactStoreError('s3-unreachable', 'no way to the bucket', { retryable: true });
        },
      },
    });
    await handleSubmission(first, { ports: unlucky, signal });
    expect(await typesIn(world)).not.toContain('certificate.failed');
    await expectLaws(world);
  });

  it('make one certificate with one set of files', async () => {
    for (let round = 0; round < 10; round += 1) {
      const world = submitted(createWorld(), 'a');
      const first = await world.queue.pull();
      world.queue.redeliver();
      const second = await world.queue.pull();
      if (!first || !second) throw new Error('the queue did not hand it over twice');
      await Promise.all([
        handleSubmission(first, { ports: portsOnto(world), signal }),
        handleSubmission(second, { ports: portsOnto(world), signal }),
      ]);
      expect((await typesIn(world)).filter((type) => type === 'add_cert')).toHaveLength(1);
      expect(certificateFiles(world)).toHaveLength(4);
      await expectLaws(world);
    }
  });
});
