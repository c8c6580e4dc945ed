import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { fold, initialState, pathOf, statusOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { lmsReplies } from '../../projections/lms-replies.ts';
import { project } from '../../projections/projection.ts';
import { isShared } from '../../src/app/shared-files.ts';
import type { Recorded } from '../../src/ports/event-store.ts';
import type { World } from '../app/world.ts';

/** A law of every history: what must be true at the end, whatever crashed on the way. */
type Law = Readonly<{ name: string; holds: (seen: Seen) => void }>;

/** Everything that can be seen from outside when all is quiet. */
type Seen = Readonly<{
  world: World;
  streams: ReadonlyMap<string, readonly Recorded<CertificateEvent>[]>;
  files: ReadonlyMap<string, Uint8Array>;
}>;

const outcomes = new Set(['certificate.created', 'certificate.deleted', 'certificate.failed', 'certificate.removed']);

const laws: readonly Law[] = [
  {
    name: 'every submission has left the queue',
    holds: ({ world }) => expect(world.queue.open()).toEqual([]),
  },
  {
    name: 'every submission was answered',
    holds: ({ streams }) => {
      for (const history of streams.values()) {
        for (const { reply, posts } of project(lmsReplies, history).replies.values()) {
          expect(reply).not.toBeNull();
          expect(posts).toBeGreaterThan(0);
        }
      }
    },
  },
  {
    name: 'no submission was ever told two different outcomes',
    holds: ({ world }) => {
      const answers = new Map<number, string>();
      for (const { item, reply } of world.told) {
        const said = JSON.stringify(reply);
        expect(answers.get(item) ?? said).toBe(said);
        answers.set(item, said);
      }
    },
  },
  {
    name: 'a crash is never told as an error',
    holds: ({ world }) => expect(world.told.filter(({ reply }) => reply.kind === 'failed')).toEqual([]),
  },
  {
    name: 'the stored history folds to the states that were recorded, also after JSON',
    holds: ({ streams }) => {
      for (const history of streams.values()) {
        let state = initialState;
        history.forEach(({ event, metadata, revision }, at) => {
          state = fold([JSON.parse(JSON.stringify(event))], state);
          expect(pathOf(state)).toBe(metadata.reached);
          expect(revision).toBe(BigInt(at));
        });
      }
    },
  },
  {
    name: 'every link that the history claims works: all four files, and the very bytes that were recorded',
    holds: ({ streams, files }) => {
      for (const history of streams.values()) {
        const { context } = fold(history.map(({ event }) => event)).snapshot;
        if (!context.published) continue;
        const { downloadUuid, verifyUuid } = context.published.artifacts;
        const pdf = files.get(`downloads/${downloadUuid}/Certificate.pdf`);
        expect(pdf).toBeDefined();
        expect(sha256(pdf)).toBe(lastOf(history, 'certificate.rendered')?.data.sha256);
        expect(sha256(files.get(`cert/${verifyUuid}/Certificate.pdf.sig`))).toBe(
          lastOf(history, 'certificate.signed')?.data.signature?.sha256,
        );
        expect(files.has(`cert/${verifyUuid}/valid.html`)).toBe(true);
        expect(files.has(`cert/${verifyUuid}/verify.html`)).toBe(true);
      }
    },
  },
  {
    name: 'nothing is public that no event claims',
    holds: ({ streams, files }) => {
      const claimed = new Set<string>();
      for (const history of streams.values()) {
        const { published, superseded, kept } = fold(history.map(({ event }) => event)).snapshot.context;
        for (const { downloadUuid, verifyUuid } of [
          ...superseded,
          ...kept,
          ...(published ? [published.artifacts] : []),
        ]) {
          claimed.add(downloadUuid).add(verifyUuid);
        }
      }
      for (const [key, body] of files) {
        if (isShared(key) || isTombstone(key, body)) continue;
        expect(claimed).toContain(key.split('/')[1]);
      }
    },
  },
  {
    name: 'every certificate that is gone has left a tombstone at its address, and nothing else',
    holds: ({ streams, files }) => {
      for (const history of streams.values()) {
        for (const { artifacts, isDeleted } of goneIn(history)) {
          const words = isDeleted ? /^withdrawn on 2026/ : /^(replaced|withdrawn) on 2026/;
          for (const name of ['valid', 'verify']) {
            expect(Buffer.from(files.get(`cert/${artifacts.verifyUuid}/${name}.html`) ?? '').toString()).toMatch(words);
          }
          expect(files.has(`downloads/${artifacts.downloadUuid}/Certificate.pdf`)).toBe(false);
          expect(files.has(`cert/${artifacts.verifyUuid}/Certificate.pdf.sig`)).toBe(false);
        }
      }
    },
  },
  {
    name: 'no page of a replaced certificate said valid when the LMS was told of the one that replaced it',
    holds: ({ world, streams }) => {
      for (const { reply, pages } of world.shown) {
        for (const { verifyUuid } of replacedBy(reply.artifacts.verifyUuid, [...streams.values()])) {
          expect(pages.get(`cert/${verifyUuid}/valid.html`)).not.toContain('valid certificate');
        }
      }
    },
  },
  {
    name: 'one submission was never given two sets of files',
    holds: ({ streams }) => {
      for (const history of streams.values()) {
        const drawn = history.filter(({ event }) => ['add_cert', 'regen_cert', 'del_cert'].includes(event.type));
        const submissions = drawn.map(({ event }) => event.data.submission);
        expect(new Set(submissions).size).toBe(submissions.length);
      }
    },
  },
  {
    name: 'nothing was done before it was decided, and nothing was answered before it was done',
    holds: ({ streams }) => {
      for (const history of streams.values()) {
        const types = history.map(({ event }) => event.type);
        expect(types.indexOf('reply.posted')).toBeGreaterThan(types.findIndex((type) => outcomes.has(type)));
        expect(statusOf(fold(history.map(({ event }) => event)))).not.toMatch(/ing$/);
      }
    },
  },
];

/** Checks every law on what is left when all is quiet. */
export const expectLaws = async (world: World): Promise<void> => {
  const streams = new Map<string, Recorded<CertificateEvent>[]>();
  for await (const recorded of world.store.readAll()) {
    streams.set(recorded.stream, [...(streams.get(recorded.stream) ?? []), recorded]);
  }
  const seen = { world, streams, files: new Map([...world.artifacts.files].map(([key, { body }]) => [key, body])) };
  for (const { holds } of laws) holds(seen);
};

const isTombstone = (key: string, body: Uint8Array): boolean =>
  /^cert\/[0-9a-f]{32}\/(valid|verify)\.html$/.test(key) &&
  /^(replaced|withdrawn) on 2026/.test(Buffer.from(body).toString());

const goneIn = (history: readonly Recorded<CertificateEvent>[]) => {
  const created = new Set(
    history.flatMap(({ event }) => (event.type === 'certificate.created' ? event.data.artifacts.verifyUuid : [])),
  );
  return history.flatMap(({ event }) =>
    event.type === 'certificate.deleted' || event.type === 'certificate.removed'
      ? event.data.artifacts
          .filter(({ verifyUuid }) => created.has(verifyUuid))
          .map((artifacts) => ({ artifacts, isDeleted: event.type === 'certificate.deleted' }))
      : [],
  );
};

/** The files that were replaced for good when these came to be. */
const replacedBy = (verifyUuid: string, histories: readonly (readonly Recorded<CertificateEvent>[])[]) => {
  for (const history of histories) {
    const at = history.findIndex(
      ({ event }) => event.type === 'certificate.created' && event.data.artifacts.verifyUuid === verifyUuid,
    );
    if (at >= 0) return fold(history.slice(0, at + 1).map(({ event }) => event)).snapshot.context.superseded;
  }
  return [];
};

const sha256 = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && createHash('sha256').update(bytes).digest('hex');

const lastOf = <Type extends CertificateEvent['type']>(
  history: readonly Recorded<CertificateEvent>[],
  type: Type,
): Extract<CertificateEvent, { type: Type }> | undefined =>
  history
    .map(({ event }) => event)
    .findLast((event): event is Extract<CertificateEvent, { type: Type }> => event.type === type);
