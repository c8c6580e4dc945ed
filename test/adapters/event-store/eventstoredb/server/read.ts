import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { History } from './history.ts';
import { filterOf, identifierOf, nameOf, readEvent } from './messages.ts';
import { noPlaceToRead, streamDeleted } from './refusals.ts';
import { streams } from './stubs.ts';
import { type ReadCall, send } from './write.ts';

const backwards = 1;

/** A read that ends: of one stream, or of everything. Both begin with the place that was asked for. */
export const read = async (call: ReadCall, options: ReadReq.Options, history: History): Promise<void> => {
  if (options.hasStream()) await readStream(call, options, history);
  else await readAll(call, options, history);
  call.end();
};

const readStream = async (call: ReadCall, options: ReadReq.Options, history: History): Promise<void> => {
  const place = options.getStream();
  const name = nameOf(place?.getStreamIdentifier());
  const stream = history.stream(name);
  const lowest = history.firstVisible(name);
  if (stream?.isTombstoned) throw streamDeleted(name);
  const last = BigInt((stream?.events.length ?? 0) - 1);
  if (!stream || lowest > last) {
    // Not an error on the wire.
    const { ReadResp } = streams;
    const missing = new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(name));
    return send(call, new ReadResp().setStreamNotFound(missing));
  }

  const step = options.getReadDirection() === backwards ? -1 : 1;
  let revision = Number(place?.hasStart() ? 0n : place?.hasEnd() ? last : BigInt(place?.getRevision() ?? 0));
  if (step > 0) revision = Math.max(revision, Number(lowest));
  for (let left = Number(options.getCount()); left > 0 && revision >= lowest; left -= 1) {
    const event = stream.events[revision];
    if (!event) return;
    await send(call, readEvent(event));
    revision += step;
  }
};

const readAll = async (call: ReadCall, options: ReadReq.Options, history: History): Promise<void> => {
  const place = options.getAll();
  const isBackwards = options.getReadDirection() === backwards;
  const isLetThrough = filterOf(options);
  const position = BigInt(place?.getPosition()?.getCommitPosition() ?? 0);
  if (!history.isPlace(position)) throw noPlaceToRead();
  const from = place?.hasStart() ? 0 : place?.hasEnd() ? history.all.length : history.seek(position);
  let left = Number(options.getCount());
  // Forwards the event at the position comes as well, backwards it does not.
  for (let at = isBackwards ? from - 1 : from; left > 0; at += isBackwards ? -1 : 1) {
    const event = history.all[at];
    if (!event) return;
    if (!isLetThrough(event)) continue;
    await send(call, readEvent(event));
    left -= 1;
  }
};
