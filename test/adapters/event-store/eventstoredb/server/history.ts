import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type Decision, type Expected, judge } from './judge.ts';
import { fromLine, lineOf, type ProposedEvent, type StoredEvent, type StreamHistory, sizeOf } from './stored-event.ts';

export type Appended = Readonly<
  { kind: 'ok'; revision: bigint; position: bigint | null } | Exclude<Decision, { kind: 'write' }>
>;

/** Everything that is stored. With a file, it outlives the process, however that ends. */
export class History extends EventEmitter<{ appended: [] }> {
  readonly all: StoredEvent[] = [];
  readonly #streams = new Map<string, StreamHistory>();
  readonly #file: string | null;
  #position = 0n;

  constructor(file: string | null) {
    super();
    this.setMaxListeners(0);
    this.#file = file;
    const lines = file && existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    for (const { stream, ...event } of lines.map(fromLine)) this.#add(stream, event);
  }

  stream(name: string): StreamHistory | undefined {
    return this.#streams.get(name);
  }

  /** The first revision that readers get to see: deleting softly and truncating raise it. */
  firstVisible(name: string): bigint {
    return BigInt(this.#metadataOf(name)['$tb'] ?? 0);
  }

  append(name: string, expected: Expected, proposed: readonly ProposedEvent[]): Appended {
    const stream = this.#streams.get(name);
    const isSoftDeleted = stream !== undefined && this.firstVisible(name) > BigInt(stream.events.length - 1);
    const decision = judge({ stream, expected, ids: proposed.map(({ id }) => id), isSoftDeleted });
    if (decision.kind !== 'write') return decision;

    if (this.#file)
      appendFileSync(this.#file, proposed.map((event) => `${lineOf({ ...event, stream: name })}\n`).join(''));
    const added = proposed.map((event) => this.#add(name, event));
    // What was deleted before stays hidden.
    if (isSoftDeleted) this.#add(`$$${name}`, truncation(added[0]?.revision ?? 0n));
    this.emit('appended');
    const last = added.at(-1);
    return { kind: 'ok', revision: last?.revision ?? -1n, position: last?.position ?? null };
  }

  tombstone(name: string): void {
    const stream = this.#streams.get(name);
    if (stream) stream.isTombstoned = true;
  }

  /** Where in `all` the first event at or behind a position is. */
  seek(position: bigint): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #add(name: string, proposed: ProposedEvent): StoredEvent {
    const stream = this.#streams.get(name) ?? { events: [], isTombstoned: false };
    this.#streams.set(name, stream);
    const event = {
      ...proposed,
      stream: name,
      revision: BigInt(stream.events.length),
      position: this.#position,
      created: BigInt(Date.now()) * 10_000n,
      ordinal: this.all.length,
    };
    this.#position += BigInt(sizeOf(proposed) + 120);
    stream.events.push(event);
    this.all.push(event);
    return event;
  }

  #metadataOf(name: string): Record<string, number> {
    const last = this.#streams.get(`$$${name}`)?.events.at(-1);
    return last ? JSON.parse(Buffer.from(last.data).toString()) : {};
  }
}

const truncation = (before: bigint): ProposedEvent => ({
  id: randomUUID(),
  type: '$metadata',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ $tb: Number(before) })),
  metadata: Buffer.alloc(0),
});
