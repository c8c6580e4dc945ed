import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { advance, commit, loadCertificate } from '../../src/app/certificate-streams.ts';
import { handleSubmission, resendReply } from '../../src/app/handle-submission.ts';
import type { Ports } from '../../src/app/ports.ts';
import { sweep } from '../../src/app/sweep.ts';
import type { CertificateRequest } from '../../src/ports/submission-queue.ts';
import { portsOnto, request, runAgent, unusable, type World } from '../app/world.ts';

/** What happens to one certificate, through the real corridor. Together they go along every arrow of the chart. */
export const stories: Readonly<Record<string, (world: World) => Promise<void>>> = {
  'made, made again, removed, made anew': async (world) => {
    await ask(world, 'add_cert');
    await ask(world, 'regen_cert');
    await ask(world, 'del_cert');
    await ask(world, 'add_cert');
  },

  'reset by the LMS, and the earlier files swept away later': async (world) => {
    await ask(world, 'add_cert');
    await ask(world, 'add_cert');
    await sweep({ ports: portsOnto(world), signal }, { retentionMs: -1, dryRun: false });
  },

  'asked to be replaced, and unknown here': (world) => ask(world, 'regen_cert'),

  'failed in each kind of work, and taken up again in each way': async (world) => {
    await inTrouble(world, () => ask(world, 'add_cert'));
    await ask(world, 'add_cert');
    await inTrouble(world, () => ask(world, 'regen_cert'));
    await ask(world, 'regen_cert');
    await inTrouble(world, () => ask(world, 'del_cert'));
    await ask(world, 'del_cert');
  },

  'not signed, by setting': async (world) => {
    const ports = portsOnto(world);
    const unsigned: Ports['settingsFor'] = async (...asked) => {
      const { settings, interstitial } = await ports.settingsFor(...asked);
      return { settings: { ...settings, signed: false }, interstitial };
    };
    await ask(world, 'add_cert', { settingsFor: unsigned, signer: null });
  },

  'refused, since nobody could understand it': async (world) => {
    world.queue.submit({ id: 'a', request: unusable });
    await runAgent(portsOnto(world));
  },

  'delivered again, since the LMS did not take the answer, and posted by a person at last': async (world) => {
    world.lms.refusals = 2;
    await ask(world, 'add_cert');
    for (const _ of [1, 2]) {
      world.queue.redeliver();
      await runAgent(portsOnto(world));
    }
    for await (const { stream } of world.store.readAll()) {
      await resendReply(stream, { ports: portsOnto(world), signal });
      break;
    }
  },

  'asked for twice while the queue took no answers': async (world) => {
    world.queue.submit({ id: 'a', request: request('add_cert') });
    world.queue.submit({ id: 'b', request: request('regen_cert') });
    await runAgent(portsOnto(world, { queue: takingNoAnswers(world) }));
    await runAgent(portsOnto(world));
  },

  'asked for in the wrong order': async (world) => {
    world.queue.submit({ id: 'a', request: request('add_cert') });
    world.queue.submit({ id: 'b', request: request('add_cert') });
    const [older, newer] = [await world.queue.pull(), await world.queue.pull()];
    if (!older || !newer) throw new Error('two submissions were queued');
    const ports = portsOnto(world);
    await handleSubmission(newer, { ports, signal });
    await handleSubmission(older, { ports, signal });
  },

  'drawn anew after an upgrade, when it was made': (world) => upgraded(world, 'add_cert'),

  'drawn anew after an upgrade, when it was replaced': async (world) => {
    await ask(world, 'add_cert');
    await upgraded(world, 'regen_cert');
  },
};

const { signal } = new AbortController();

const ask = async (world: World, command: CertificateRequest['command'], given: Partial<Ports> = {}): Promise<void> => {
  const id = `submission-${world.told.length + 1}`;
  world.queue.submit({ id, request: request(command) });
  await runAgent(portsOnto(world, given));
};

const inTrouble = async (world: World, work: () => Promise<void>): Promise<void> => {
  world.artifacts.setTrouble('s3-unreachable');
  await work();
  world.artifacts.setTrouble(null);
};

const takingNoAnswers = (world: World): Ports['queue'] => ({
  ...world.queue,
  post: async (...args) => {
    world.queue.setDown(true);
    return world.queue.post(...args).finally(() => world.queue.setDown(false));
  },
});

/** The agent ends behind each step, and the next one draws other bytes. Agents of today store two steps at once. */
const upgraded = async (world: World, command: CertificateRequest['command']): Promise<void> => {
  const stop = new AbortController();
  const ended = portsOnto(world, {
    renderer: { render: async () => stopNow(stop) },
  });
  world.queue.submit({ id: `submission-${command}`, request: request(command) });
  await expect(runAgent(ended, stop.signal)).rejects.toThrow('the process ends');
  await storeRendered(world, 'drawn by an earlier version');

  const stopAtUpload = new AbortController();
  const ending = portsOnto(world, {
    artifacts: { ...world.artifacts, put: async () => void stopNow(stopAtUpload) },
  });
  await expect(runAgent(ending, stopAtUpload.signal)).rejects.toThrow('the process ends');
  const { renderer } = portsOnto(world);
  const another: Ports['renderer'] = {
    render: async (content) => Buffer.concat([await renderer.render(content), Buffer.from('% drawn anew\n')]),
  };
  await runAgent(portsOnto(world, { renderer: another }));
};

const stopNow = (stop: AbortController): never => {
  stop.abort(new Error('the process ends'));
  throw stop.signal.reason;
};

const storeRendered = async (world: World, bytes: string): Promise<void> => {
  const ports = portsOnto(world);
  for await (const { stream } of world.store.readAll()) {
    const certificate = await loadCertificate(world.store, stream);
    const submission = certificate.state.snapshot.context.order?.submission ?? '';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const event = { type: 'certificate.rendered', data: { submission, sha256, bytes: bytes.length } } as const;
    const cause = certificate.history.at(-1)?.id ?? stream;
    await commit(advance(certificate, [event], { ...ports, cause }), world.store);
    return;
  }
};
