import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lmsReplies } from '../../projections/lms-replies.ts';
import { project } from '../../projections/projection.ts';
import { type Examined, examineStream } from '../../src/app/examine-stream.ts';
import { viewOf } from '../../src/cli/story.ts';
import type { EventStore, Metadata, Recorded, StorableEvent } from '../../src/ports/event-store.ts';
import { createWorld } from '../app/world.ts';
import { stories } from './stories.ts';

/** A stored event on a line of its own, as any store would hand it out. */
type Line = Readonly<{
  stream: string;
  revision: number;
  id: string;
  type: string;
  data: unknown;
  metadata: Metadata;
}>;

/** A history that a released version wrote, and what that version said of it. */
type Golden = Readonly<{ story: string; history: readonly Recorded<StorableEvent>[]; outcome: unknown }>;

const here = new URL('.', import.meta.url).pathname;

/** Every version of the machine that ever wrote golden histories, e.g. `v1`. */
export const goldenVersions = (): readonly string[] =>
  readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

export const readGolden = (version: string): readonly Golden[] => {
  const folder = join(here, version);
  const outcomes = JSON.parse(readFileSync(join(folder, 'outcomes.json'), 'utf8')) as Record<string, unknown>;
  return Object.entries(outcomes).map(([story, outcome]) => {
    const lines = readFileSync(join(folder, fileOf(story)), 'utf8')
      .trimEnd()
      .split('\n');
    return { story, outcome, history: lines.map((line, at) => recordedOf(JSON.parse(line), at)) };
  });
};

const fileOf = (story: string): string => `${story.replaceAll(/\W+/g, '-').toLowerCase()}.jsonl`;

const recordedOf = ({ stream, revision, id, type, data, metadata }: Line, at: number): Recorded<StorableEvent> => ({
  stream,
  revision: BigInt(revision),
  position: String(at + 1),
  id,
  event: { type, data },
  metadata,
});

/** Lives every story once, and keeps what was stored. A version that was released is never written again. */
export const writeGolden = async (version: string): Promise<void> => {
  const folder = join(here, version);
  mkdirSync(folder);
  const outcomes: Record<string, unknown> = {};
  for (const [story, live] of Object.entries(stories)) {
    const world = createWorld();
    await live(world);
    const lines: Line[] = [];
    for await (const { stream, revision, id, event, metadata } of world.store.readAll()) {
      lines.push({ stream, revision: Number(revision), id, type: event.type, data: event.data, metadata });
    }
    writeFileSync(join(folder, fileOf(story)), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    outcomes[story] = outcomeOf(await examined(lines.map(recordedOf)));
  }
  writeFileSync(join(folder, 'outcomes.json'), `${JSON.stringify(outcomes, null, 2)}\n`);
};

/** A stored history, looked at as if it came from a store. */
export const examined = (history: readonly Recorded<StorableEvent>[]): Promise<Examined> => {
  const read: EventStore<StorableEvent>['read'] = async (stream) => history.filter((one) => one.stream === stream);
  return examineStream({ read }, history[0]?.stream ?? '');
};

/** What is told of a certificate: to a person, and to the LMS. */
export const outcomeOf = ({ stream, state, history, fault }: Examined): unknown => {
  const { events, ...told } = viewOf({ name: stream, state, history, fault }, '2026-01-01');
  return JSON.parse(
    JSON.stringify({ ...told, replies: [...project(lmsReplies, history).replies], trail: events.length }),
  );
};
