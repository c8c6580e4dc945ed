import { createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import { advance, commit, loadCertificate } from '../../src/app/certificate-streams.ts';
import { createProvenance } from '../../src/app/provenance.ts';
import { type InspectOptions, inspect } from '../../src/cli/commands/inspect.ts';
import type { CommandContext } from '../../src/cli/opened.ts';
import { createSurroundings } from '../../src/cli/surroundings.ts';
import { type EventStore, EventStoreUnavailableError } from '../../src/ports/event-store.ts';
import { creation, failed, regenCert, rendered, replied } from '../machines/samples.ts';
import { createInstallation, type Installation } from './installation.ts';

const stream = `certificate-${'3f9a'.repeat(8)}`;
const quick: InspectOptions = { port: 0, paceMs: 0, waitSeconds: 20 };

type Store = EventStore<CertificateEvent>;

const happen = async (store: Store, ...events: readonly CertificateEvent[]): Promise<void> => {
  const clerk = { surroundings: createSurroundings(), provenance: createProvenance('test'), cause: 'delivery-1' };
  await commit(advance(await loadCertificate(store, stream), events, clerk), store);
};

/** The command at work in this process; `frames` is what its viewer sees. */
const inspecting = (store: Store, options: Partial<InspectOptions> = {}) => {
  const notes: string[] = [];
  const frames: StatelyInspectionEvent[] = [];
  const note = (line: string): void => {
    notes.push(line);
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    if (url && options.waitSeconds !== 1) {
      const server = url.replace('http', 'ws');
      createWebSocketReceiver({ server }).subscribe((frame) => void frames.push(frame));
    }
  };
  const context = {
    console: { data: () => undefined, note, isTerminal: false },
    openHistory: async () => ({ store, installationSecret: new Uint8Array(32), close: async () => undefined }),
  } as unknown as CommandContext;
  return { notes, frames, ended: inspect(stream, { ...quick, ...options }, context) };
};

/** What the viewer sees of each frame: an event, or where the certificate is. */
const told = (frames: readonly StatelyInspectionEvent[]) =>
  frames.map((frame) =>
    frame.type === '@xstate.event' ? frame.event.type : (frame.snapshot as { value?: unknown }).value,
  );

const storyOfCreation = [
  'unavailable',
  'add_cert',
  { generating: 'rendering' },
  'certificate.rendered',
  { generating: 'signing' },
  'certificate.signed',
  { generating: 'publishing' },
  'certificate.created',
  'downloadable',
  'reply.posted',
  'downloadable',
];
const storyOfFailure = [
  'regen_cert',
  { regenerating: 'rendering' },
  'certificate.failed',
  'error',
  'reply.posted',
  'error',
];

describe('a stored history in the inspector', () => {
  it('is told event by event, each with the state that it led to, and then it ends', async () => {
    const store = createMemoryEventStore<CertificateEvent>();
    await happen(store, ...creation(1));
    const { frames, ended } = inspecting(store);
    expect(await ended).toBe(0);
    await vi.waitFor(() => expect(told(frames)).toEqual(storyOfCreation));
    expect(frames.map(({ sessionId }) => sessionId)).toEqual(Array(11).fill('certificate-3f9a3f9a'));
    expect(frames[1]).toMatchObject({ event: { revision: 0, time: expect.stringMatching(/^\d{4}-.*Z$/) } });
  });

  it('is told at the pace that was asked for', async () => {
    const store = createMemoryEventStore<CertificateEvent>();
    await happen(store, ...creation(1));
    const before = performance.now();
    expect(await inspecting(store, { paceMs: 60 }).ended).toBe(0);
    expect(performance.now() - before).toBeGreaterThanOrEqual(5 * 59);
  });

  it('ends with 1, and a hint, when no browser comes', async () => {
    const store = createMemoryEventStore<CertificateEvent>();
    await happen(store, ...creation(1));
    const { notes, ended } = inspecting(store, { waitSeconds: 1 });
    expect(await ended).toBe(1);
    expect(notes.at(-1)).toBe('no inspector was connected within 1 s. Can the browser reach stately.ai?');
  });

  it('is told as damaged before anybody opens a browser', async () => {
    const honest = createMemoryEventStore<CertificateEvent>();
    await happen(honest, ...creation(1));
    const [first, second, ...rest] = await honest.read(stream);
    if (!first || !second) throw new Error('nothing was stored');
    const lie = { ...second, metadata: { ...second.metadata, reached: 'downloadable' } };
    const { notes, ended } = inspecting({ ...honest, read: async () => [first, lie, ...rest] });
    await expect(ended).rejects.toThrow('is corrupt at revision 1');
    expect(notes).toEqual([]);
  });

  it('goes on live with what is stored later, also after the store was away, until Ctrl-C', async () => {
    const memory = createMemoryEventStore<CertificateEvent>();
    await happen(memory, ...creation(1));
    let outages = 0;
    const read: Store['read'] = (name) => {
      outages -= 1;
      return outages >= 0 ? Promise.reject(new EventStoreUnavailableError('away for a moment')) : memory.read(name);
    };
    const { frames, ended } = inspecting({ ...memory, read }, { live: true });
    await vi.waitFor(() => expect(told(frames)).toEqual(storyOfCreation));
    outages = 1;
    await happen(memory, regenCert(2), failed(2), replied(2));
    const whole = [...storyOfCreation, ...storyOfFailure];
    await vi.waitFor(() => expect(told(frames)).toEqual(whole), { timeout: 15_000 });
    process.emit('SIGINT', 'SIGINT');
    expect(await ended).toBe(0);
    expect(frames).toHaveLength(whole.length);
  });

  it('stops in the middle at Ctrl-C', async () => {
    const store = createMemoryEventStore<CertificateEvent>();
    await happen(store, ...creation(1), regenCert(2), rendered(2));
    const { frames, ended } = inspecting(store, { paceMs: 60_000 });
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    process.emit('SIGINT', 'SIGINT');
    expect(await ended).toBe(0);
  });
});

describe('`inspect`, as an operator uses it', () => {
  const canary = 'zk4canary';
  let here: Installation;
  beforeAll(async () => {
    here = await createInstallation();
  });
  afterAll(() => here.remove());

  it('shows a real certificate, and nobody’s name in any frame', async () => {
    const learner = ['--username', canary, '--name', `${canary} Smith`, '--grade', canary];
    const issue = ['issue', '--course-id', `course-v1:edX+${canary}+2026`, '--course-name', canary, ...learner];
    expect((await here.run(issue, here.settings)).exitCode).toBe(0);

    const { child, says, ended } = here.start(['inspect', 'certificate-', '--pace-ms', '10', '--live']);
    let said = '';
    child.stderr?.on('data', (chunk: string) => {
      said += chunk;
    });
    await says(' in a browser of this machine');
    const url = /ws:.*\//.exec(said.replace('http', 'ws'))?.[0].split(' ')[0] ?? '';
    const frames: StatelyInspectionEvent[] = [];
    createWebSocketReceiver({ server: url }).subscribe((frame) => void frames.push(frame));
    await vi.waitFor(() => expect(told(frames).at(-1)).toBe('downloadable'), { timeout: 15_000 });

    expect((await here.run([...issue, '--regen'], here.settings)).exitCode).toBe(0);
    await vi.waitFor(() => expect(told(frames)).toContain('certificate.removed'), { timeout: 15_000 });
    child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(JSON.stringify(frames) + stderr).not.toContain(canary);
    expect(JSON.stringify(frames)).not.toContain('certs.example.org');
  });
});
