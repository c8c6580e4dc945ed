import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../../src/ports/event-store.ts';
import { everything, type Word, word } from '../../../contracts/event-store.contract.ts';
import { addressOf, openStore, until } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const patient = { budgetMs: 30_000, attemptTimeoutMs: 500 };

/** Appends to a stream of its own, one after the other. @returns the words in the order in which they were acknowledged. */
const write = async (store: EventStore<Word>, stream: string, count: number): Promise<readonly string[]> => {
  const told: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const said = `${stream}-${at}`;
    expect(await store.append(stream, at === 0 ? 'no-stream' : BigInt(at - 1), [word(said)])).toBe(BigInt(at));
    told.push(said);
  }
  return told;
};

const wordsOf = (recorded: readonly Readonly<{ event: Word }>[]): string[] =>
  recorded.map(({ event }) => event.data.word);

describe('a server that is killed and started again under load', () => {
  it('loses nothing that was acknowledged, and repeats nothing', async () => {
    const server = await startTestServer();
    const store = openStore(addressOf(server.uri), patient);
    const names = ['a', 'b', 'c', 'd'];
    const count = 60;
    const writing = Promise.all(names.map((name) => write(store, name, count)));

    let isDone = false;
    void writing.then(() => {
      isDone = true;
    });
    for (const part of [0.2, 0.6]) {
      await untilStored(store, names.length * count * part);
      // Some are stored, and their answers go down with the server.
      await server.faults({ answersToLose: 2 });
      await server.kill();
      expect(isDone).toBe(false);
      await server.start();
    }

    const told = await writing;
    for (const [at, name] of names.entries()) expect(wordsOf(await store.read(name))).toEqual(told[at]);
    expect(await everything(store)).toHaveLength(names.length * count);
  });

  const untilStored = async (store: EventStore<Word>, count: number): Promise<void> => {
    while ((await everything(store)).length < count);
  };
});

describe('a server that is down when the program starts', () => {
  it('is waited for, and the log says so', async () => {
    const server = await startTestServer();
    await server.kill();
    const lines: string[] = [];
    const line = (message: string): void => void lines.push(message);
    const store = openStore(addressOf(server.uri), { ...patient, log: { warn: line, info: line } });
    const appended = store.append('a', 'no-stream', [word('1')]);
    await until('the log tells of it', () => lines.length > 0);
    await server.start();
    expect(await appended).toBe(0n);
    expect(lines).toEqual(['the event store is in trouble; trying again', 'the event store answers again']);
  });
});
