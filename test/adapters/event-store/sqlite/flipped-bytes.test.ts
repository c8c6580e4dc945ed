import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateStatuses } from '../../../../projections/certificate-status.ts';
import { claimedArtifacts } from '../../../../projections/claimed-artifacts.ts';
import { watchedSubmissions } from '../../../../projections/needs-intervention.ts';
import { owedStreams } from '../../../../projections/owed-streams.ts';
import type { SqliteDriver } from '../../../../src/adapters/event-store/sqlite/driver.ts';
import { openSqliteEventStore } from '../../../../src/adapters/event-store/sqlite/open.ts';
import { loadCertificate } from '../../../../src/app/certificate-streams.ts';
import { CorruptStreamError } from '../../../../src/app/checked-step.ts';
import { foldHistory } from '../../../../src/app/fold-history.ts';
import { createHistory } from '../../../../src/app/history.ts';
import { type Lie, verifyLog } from '../../../../src/app/verify-log.ts';
import { AgentError } from '../../../../src/ports/agent-error.ts';
import type { EventStore, Recorded, StorableEvent } from '../../../../src/ports/event-store.ts';
import { storeHistory } from '../../../app/stored-history.ts';
import { creation, delCert, deleted, failed, refused, replied } from '../../../machines/samples.ts';
import { drivers, freshPath, meddle } from './on-disk.ts';

/** More of them find more: `BYTE_FLIPS=20000 npx vitest run flipped-bytes`. */
const flips = Number(process.env['BYTE_FLIPS'] ?? 150);
const seed = Number(process.env['BYTE_SEED'] ?? 1);

const open = (path: string, driver: SqliteDriver): Promise<EventStore<StorableEvent>> =>
  openSqliteEventStore({ path, onDamaged: () => undefined, driver });

const streams = ['certificate-a', 'certificate-b', 'certificate-c', 'refused-d'];

/** A few certificates in one file, with nothing left in its log. */
const makeFile = async (driver: SqliteDriver): Promise<string> => {
  const path = freshPath();
  const store = await open(path, driver);
  await storeHistory(store, 'certificate-a', [...creation(1), delCert(2), deleted(2, 1), replied(2)]);
  await storeHistory(store, 'certificate-b', creation(3));
  await storeHistory(store, 'certificate-c', [...creation(4).slice(0, 3), failed(4), replied(4)]);
  await storeHistory(store, 'refused-d', [refused(5), replied(5)]);
  await store.close();
  await meddle(path, (database) => {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  });
  return path;
};

type Content = Readonly<{ log: readonly Recorded<StorableEvent>[]; streams: readonly unknown[] }>;

/** Everything, read in both ways. */
const contentOf = async (store: EventStore<StorableEvent>): Promise<Content> => {
  const log: Recorded<StorableEvent>[] = [];
  for await (const recorded of store.readAll()) log.push(recorded);
  return { log, streams: await Promise.all(streams.map((stream) => store.read(stream))) };
};

/** What an agent does with a store, which must be able to refuse anything that it meets. */
const work = async (store: EventStore<StorableEvent>): Promise<void> => {
  const history = createHistory(store);
  for (const projection of [owedStreams, certificateStatuses, claimedArtifacts, watchedSubmissions]) {
    await expectRefusal(() => foldHistory<unknown>(history, projection as never, () => undefined));
  }
  for (const stream of streams) await expectRefusal(() => loadCertificate(history, stream));
};

const expectRefusal = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AgentError || error instanceof CorruptStreamError)) throw error;
  }
};

type Verdict = 'refused' | 'reported' | 'silent';

const judge = async (path: string, driver: SqliteDriver, original: Content): Promise<Verdict> => {
  let store: EventStore<StorableEvent> | null = null;
  try {
    store = await open(path, driver);
    await work(store);
    const lies: Lie[] = [];
    const onLie = (lie: Lie): boolean => lies.push(lie) > 0;
    await verifyLog(store, { expected: null, onLie, onProgress: () => undefined, onLine: async () => undefined });
    if (lies.length > 0) return 'reported';
    expect(await contentOf(store)).toEqual(original);
    return 'silent';
  } catch (error) {
    // In one sentence, for the operator.
    if (!(error instanceof AgentError)) throw error;
    expect(error.message).not.toContain('\n');
    return 'refused';
  } finally {
    await store?.close();
  }
};

/** The same numbers every time. */
const createChance = (start: number): ((below: number) => number) => {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

describe.each(drivers)('a byte that is flipped somewhere in the file ($name)', (driver) => {
  it(
    'is reported, or the file is refused, or nothing that can be read has changed',
    async () => {
      const path = await makeFile(driver);
      const bytes = readFileSync(path);
      const store = await open(path, driver);
      const original = await contentOf(store);
      await store.close();

      const chance = createChance(seed);
      const verdicts: Record<Verdict, number> = { refused: 0, reported: 0, silent: 0 };
      for (let flip = 0; flip < flips; flip += 1) {
        // Each page's beginning says how to read the rest of it.
        const page = chance(bytes.length / 4_096) * 4_096;
        const at = chance(3) === 0 ? page + chance(120) : chance(bytes.length);
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] ?? 0) ^ (1 << chance(8));
        const copy = freshPath();
        mkdirSync(dirname(copy));
        writeFileSync(copy, changed);
        try {
          verdicts[await judge(copy, driver, original)] += 1;
        } catch (error) {
          throw new Error(`byte ${at} of ${bytes.length}: ${bytes[at]} became ${changed[at]}`, { cause: error });
        }
      }
      expect(verdicts.reported).toBeGreaterThan(0);
      expect(verdicts.refused).toBeGreaterThan(0);
    },
    Math.max(60_000, flips * 100),
  );
});
