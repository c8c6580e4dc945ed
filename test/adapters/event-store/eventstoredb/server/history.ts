import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Faults } from './faults.ts';
import { type Decision, type Expected, judge } from './judge.ts';
import { fromLine, lineOf, type ProposedEvent, type StoredEvent, type StreamHistory, sizeOf } from './stored-event.ts';

export type Appended = Readonly<
  { kind: 'ok'; revision: bigint; position: bigint | null } | Exclude<Decision, { kind: 'write' }>
>;

/**
 * Everything that is stored. With a file, it outlives the process, however that ends. Writers are judged by what is written,
 * readers see what is shown.
 */
export class History extends EventEmitter<{ shown: [] }> {
  /** What readers see of everything. */
  readonly all: StoredEvent[] = [];
  readonly #written = new Map<string, StreamHistory>();
  readonly #shown = new Map<string, StreamHistory>();
  readonly #waiting: StoredEvent[] = [];
  readonly #file: string | null;
  readonly #faults: Faults;
  #position = 0n;

  constructor(file: string | null, faults: Faults) {
    super();
    this.setMaxListeners(0);
    this.#file = file;
    this.#faults = faults;
    const lines = file && existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    for (const { stream, ...event } of lines.map(fromLine)) this.#add(stream, event);
    this.#show(this.#position);
  }

  /** What readers see of a stream. */
  stream(name: string): StreamHistory | undefined {
    return this.#shown.get(name);
  }

  /** Resolves when readers see the event at a position. */
  async shows(position: bigint): Promise<void> {
    while ((this.all.at(-1)?.position ?? -1n) < position) await once(this, 'shown');
  }

  /** The first revision that readers get to see: deleting softly and truncating raise it. */
  firstVisible(name: string): bigint {
    return BigInt(this.#metadataOf(name)['$tb'] ?? 0);
  }

  append(name: string, expected: Expected, proposed: readonly ProposedEvent[]): Appended {
    const stream = this.#written.get(name);
    const isSoftDeleted = stream !== undefined && this.firstVisible(name) > BigInt(stream.events.length - 1);
    const decision = judge({
      stream,
      expected,
      ids: proposed.map(({ id }) => id),
      isSoftDeleted,
      forgetsIds: this.#faults.forgetsIds,
    });
    if (decision.kind !== 'write') return decision;

    if (this.#file)
      appendFileSync(this.#file, proposed.map((event) => `${lineOf({ ...event, stream: name })}\n`).join(''));
    const added = proposed.map((event) => this.#add(name, event));
    // What was deleted before stays hidden.
    if (isSoftDeleted) this.#add(`$$${name}`, truncation(added[0]?.revision ?? 0n));
    this.#showLater(this.#position);
    const last = added.at(-1);
    return { kind: 'ok', revision: last?.revision ?? -1n, position: last?.position ?? null };
  }

  tombstone(name: string): void {
    for (const streams of [this.#written, this.#shown]) {
      const stream = streams.get(name);
      if (stream) stream.isTombstoned = true;
    }
  }

  /** Whether an event is there, or the log ends before it: the places where a reading may begin. */
  isPlace(position: bigint): boolean {
    return position >= this.#position || this.all[this.seek(position)]?.position === position;
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
    const stream = streamIn(this.#written, name);
    const event = {
      ...proposed,
      stream: name,
      revision: BigInt(stream.events.length),
      position: this.#position,
      created: BigInt(Date.now()) * 10_000n,
    };
    this.#position += BigInt(sizeOf(proposed) + 120);
    stream.events.push(event);
    this.#waiting.push(event);
    return event;
  }

  #showLater(upTo: bigint): void {
    if (this.#faults.showsAfterMs === 0) this.#show(upTo);
    else setTimeout(() => this.#show(upTo), this.#faults.showsAfterMs);
  }

  /** In order, whatever was promised for those in front of it. */
  #show(upTo: bigint): void {
    for (let event = this.#waiting[0]; event && event.position <= upTo; event = this.#waiting[0]) {
      this.#waiting.shift();
      streamIn(this.#shown, event.stream).events.push(event);
      this.all.push(event);
    }
    this.emit('shown');
  }

  #metadataOf(name: string): Record<string, number> {
    const last = this.#written.get(`$$${name}`)?.events.at(-1);
    return last ? JSON.parse(Buffer.from(last.data).toString()) : {};
  }
}

const streamIn = (streams: Map<string, StreamHistory>, name: string): StreamHistory => {
  const stream = streams.get(name) ?? { events: [], isTombstoned: false };
  streams.set(name, stream);
  return stream;
};

const truncation = (before: bigint): ProposedEvent => ({
  id: randomUUID(),
  type: '$metadata',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ $tb: Number(before) })),
  metadata: Buffer.alloc(0),
});
