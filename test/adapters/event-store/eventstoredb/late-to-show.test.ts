import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { claimInstallation } from '../../../../src/app/installation.ts';
import { createProvenance } from '../../../../src/app/provenance.ts';
import {
  type EventStore,
  EventStoreUnavailableError,
  type ExpectedRevision,
  RevisionConflictError,
} from '../../../../src/ports/event-store.ts';
import { type Word, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, openStore } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();
afterEach(() => server.faults({ showsAfterMs: 0, forgetsIds: false, answersToLose: 0 }));

const pair = (): readonly [EventStore<Word>, EventStore<Word>] => {
  const address = addressOf(server.uri);
  return [openStore(address), openStore(address)];
};

/** Appends; who loses reads again, once. @returns what the reader found, null for the winner. */
const raceOf = async (store: EventStore<Word>, expected: ExpectedRevision, said: string) => {
  try {
    await store.append('a', expected, [word(said)]);
    return null;
  } catch (error) {
    if (!(error instanceof RevisionConflictError)) throw error;
    return (await store.read('a')).map(({ event }) => event.data.word);
  }
};

describe('a writer that was too late', () => {
  it('finds what the winner has stored when it reads again, though the server shows it later', async () => {
    const stores = pair();
    await server.faults({ showsAfterMs: 300 });
    const outcomes = await Promise.all(stores.map((store, at) => raceOf(store, 'no-stream', `first ${at}`)));
    const winner = outcomes.indexOf(null);
    expect(outcomes[1 - winner]).toEqual([`first ${winner}`]);

    const again = await Promise.all(stores.map((store, at) => raceOf(store, 0n, `second ${at}`)));
    expect(again[1 - again.indexOf(null)]).toEqual([`first ${winner}`, `second ${again.indexOf(null)}`]);
  });

  it('is not told of a winner that nobody can read: the trouble is the server’s, and passes', async () => {
    const [one, other] = pair();
    await server.faults({ showsAfterMs: 3_000 });
    const { append: before } = await server.counts();
    const winning = one.append('a', 'no-stream', [word('1')]);
    while ((await server.counts()).append === before);

    const losing = other.append('a', 'no-stream', [word('2')]);
    await expect(losing).rejects.toThrow(EventStoreUnavailableError);
    await expect(losing).rejects.toThrow(
      /refuses an append to a because of events that it does not show within 2000 ms$/,
    );
    expect(await winning).toBe(0n);
    await expect(other.append('a', 'no-stream', [word('2')])).rejects.toThrow(RevisionConflictError);
  });

  it('is told at once when the stream is shorter than it expects', async () => {
    const [store] = pair();
    await expect(store.append('a', 7n, [word('1')])).rejects.toThrow(RevisionConflictError);
    await store.append('a', 'no-stream', [word('1')]);
    await expect(store.append('a', 7n, [word('1')])).rejects.toThrow(RevisionConflictError);
  });
});

describe('a repeated append that the server does not recognise', () => {
  const twice = [word('1'), word('2')] as const;

  it('is a success all the same, and stored once', async () => {
    const [store, other] = pair();
    await server.faults({ forgetsIds: true, showsAfterMs: 200 });
    await store.append('a', 'no-stream', twice);
    await other.append('a', 1n, [word('3')]);
    expect(await store.append('a', 'no-stream', twice)).toBe(1n);
    expect(await store.read('a')).toHaveLength(3);
  });

  it('is a conflict when only a part of it is stored', async () => {
    const [store] = pair();
    await server.faults({ forgetsIds: true });
    await store.append('a', 'no-stream', [twice[0]]);
    await expect(store.append('a', 'no-stream', twice)).rejects.toThrow(RevisionConflictError);
  });
});

it('two agents of one installation that begin a new history at once both go on', async () => {
  await server.faults({ showsAfterMs: 1_000 });
  const address = addressOf(server.uri);
  const surroundings = { now: () => new Date(), uuid: () => randomUUID().replaceAll('-', '') };
  const claims = ['one', 'other'].map((agent) =>
    claimInstallation(openStore(address), 'aaaaaaaaaaaaaaaa', { surroundings, provenance: createProvenance(agent) }),
  );
  expect(await Promise.all(claims)).toEqual(['begun', 'begun']);
});
