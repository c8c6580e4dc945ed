import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { createMemoryArtifactStore } from '../../src/adapters/artifact-store/memory.ts';
import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import { createMemoryQueue, type MemoryQueue } from '../../src/adapters/submission-queue/memory.ts';
import { createDeliveries } from '../../src/app/deliveries.ts';
import { handleSubmission } from '../../src/app/handle-submission.ts';
import { createHistory } from '../../src/app/history.ts';
import { createLanes } from '../../src/app/lanes.ts';
import type { Pages } from '../../src/app/pages.ts';
import type { Ports } from '../../src/app/ports.ts';
import { createProvenance } from '../../src/app/provenance.ts';
import { recover } from '../../src/app/recover.ts';
import { createSharedFiles, isShared } from '../../src/app/shared-files.ts';
import type { ArtifactFile } from '../../src/ports/artifact-store.ts';
import type { CertificateRenderer } from '../../src/ports/certificate-renderer.ts';
import type { DocumentSigner } from '../../src/ports/document-signer.ts';
import type { EventStore } from '../../src/ports/event-store.ts';
import type { CertificateRequest, LmsReply, UnusableRequest } from '../../src/ports/submission-queue.ts';
import { sampleSettings } from '../machines/samples.ts';
import { testRenderer, testSigner } from './certificate-parts.ts';

/** What the LMS behind the queue was told, in order. */
type Told = Readonly<{ item: number; reply: LmsReply }>;

/** Everything that outlives a process: the history, the published files, the queue and the LMS. */
export type World = Readonly<{
  store: EventStore<CertificateEvent>;
  artifacts: ReturnType<typeof createMemoryArtifactStore>;
  queue: MemoryQueue;
  told: Told[];
  /** The pages' texts by key, as they were when the LMS was told of each new certificate. */
  shown: { reply: Extract<LmsReply, { kind: 'created' }>; pages: ReadonlyMap<string, string> }[];
  /** How many of the next answers the LMS refuses. */
  lms: { refusals: number };
  warnings: string[];
}>;

export const createWorld = (): World => {
  const told: Told[] = [];
  const shown: World['shown'] = [];
  const lms = { refusals: 0 };
  const artifacts = createMemoryArtifactStore();
  const queue = createMemoryQueue('certificates', (item, reply) => {
    told.push({ item, reply });
    const pages = [...artifacts.files].map(([key, { body }]) => [key, Buffer.from(body).toString()] as const);
    if (reply.kind === 'created') shown.push({ reply, pages: new Map(pages) });
    lms.refusals -= 1;
    return lms.refusals < 0;
  });
  const store = createHistory(createMemoryEventStore());
  return { store, artifacts, queue, told, shown, lms, warnings: [] };
};

const page = (verifyUuid: string, name: string, says: string): ArtifactFile => ({
  key: `cert/${verifyUuid}/${name}.html`,
  body: Buffer.from(says),
  contentType: 'text/html',
});

/** Pages in a few words. */
export const testPages: Pages = {
  shared: [{ key: 'cert/assets/0123/check.js', body: Buffer.from('check'), contentType: 'text/javascript' }],
  of: ({ artifacts: { verifyUuid }, personal }) => [
    page(verifyUuid, 'verify', `how to check the certificate of ${personal.name}`),
    page(verifyUuid, 'valid', `${personal.name} has a valid certificate`),
  ],
  tombstones: (verifyUuid, { state, on }) => [
    page(verifyUuid, 'verify', `${state} on ${on}`),
    page(verifyUuid, 'valid', `${state} on ${on}`),
  ],
  keepsTombstones: true,
};

/** The keys of what is published of certificates, without what all pages share. */
export const certificateFiles = ({ artifacts }: Pick<World, 'artifacts'>): readonly string[] =>
  [...artifacts.files.keys()].filter((key) => !isShared(key));

/** What the published pages of certificates say. */
export const pageTexts = (world: World): readonly string[] =>
  certificateFiles(world)
    .filter((key) => key.endsWith('.html'))
    .map((key) => Buffer.from(world.artifacts.files.get(key)?.body ?? '').toString());

/** One process's ports onto the world. */
export const portsOnto = (world: World, given: Partial<Ports> = {}): Ports => {
  let draws = 0;
  const agent = `agent-${Math.random().toString(36).slice(2)}`;
  const signer: DocumentSigner = testSigner;
  const renderer: CertificateRenderer = testRenderer;
  return {
    store: world.store,
    queue: world.queue,
    artifacts: world.artifacts,
    renderer,
    signer,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => void world.warnings.push(message),
      error: (message) => void world.warnings.push(message),
    },
    surroundings: {
      now: () => new Date('2026-05-01T10:00:00Z'),
      uuid: () => {
        draws += 1;
        return Buffer.from(`${agent}${draws}`.padStart(16, '0').slice(-16)).toString('hex');
      },
    },
    provenance: createProvenance(agent),
    settingsFor: async () => ({ settings: sampleSettings, interstitial: null }),
    pages: testPages,
    shared: createSharedFiles(testPages.shared),
    installationSecret: Buffer.alloc(32, 1),
    lanes: createLanes(),
    deliveries: createDeliveries(),
    ...given,
  };
};

/** One process that recovers, empties the queue and ends. */
export const runAgent = async (ports: Ports, signal: AbortSignal = new AbortController().signal): Promise<void> => {
  await recover({ ports, signal }, 2);
  for (let submission = await ports.queue.pull(); submission; submission = await ports.queue.pull()) {
    await handleSubmission(submission, { ports, signal });
  }
};

export const request = (
  command: CertificateRequest['command'],
  change: Partial<Omit<CertificateRequest, 'kind' | 'command'>> = {},
): CertificateRequest => ({
  kind: 'request',
  command,
  action: { add_cert: 'create', regen_cert: 'regen', del_cert: 'remove' }[command],
  courseId: 'course-v1:edX+DemoX+Demo_2014',
  courseName: 'Introduction to Demonstrations',
  template: null,
  issuedOn: null,
  remove: null,
  personal: { username: 'ada', name: 'Ada Lovelace', grade: 'Pass', designation: null },
  ...change,
});

export const unusable: UnusableRequest = {
  kind: 'unusable',
  code: 'body-not-json',
  message: 'the body is not JSON',
  action: null,
  courseId: null,
  personal: { username: null, rawBody: '{' },
};
