import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import { filterOf, readEvent } from './messages.ts';
import { noPlaceToSubscribe } from './refusals.ts';
import type { StoredEvent } from './stored-event.ts';
import { streams } from './stubs.ts';
import { type ReadCall, send } from './write.ts';

const readBatch = 32;

/** A subscription to everything: what is behind the position, and then whatever comes, until the client has enough. */
export const subscribe = async (
  call: ReadCall,
  options: ReadReq.Options,
  { history, faults }: Readonly<{ history: History; faults: Faults }>,
): Promise<void> => {
  const { ReadResp } = streams;
  const isLetThrough = filterOf(options);
  const checkpointEvery = checkpointIntervalOf(options);
  let next = startOf(options, history);
  let considered = 0;
  let isLive = false;
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await send(call, new ReadResp().setConfirmation(confirmation));

  while (!call.cancelled) {
    const event = faults.areSubscriptionsDeaf ? undefined : history.all[next];
    if (event) {
      next += 1;
      considered += 1;
      if (isLetThrough(event)) await send(call, readEvent(event));
      else if (faults.scanDelayMs > 0) await wait(faults.scanDelayMs);
      if (considered % checkpointEvery === 0) await send(call, checkpointAt(event));
      continue;
    }
    if (!isLive && !faults.areSubscriptionsDeaf) {
      isLive = true;
      if (!faults.isSilentAboutCatchingUp) await send(call, new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
      continue;
    }
    await somethingHappens(call, history);
  }
};

const startOf = (options: ReadReq.Options, history: History): number => {
  const place = options.getAll();
  if (!place || place.hasStart()) return 0;
  if (place.hasEnd()) return history.all.length;
  const position = BigInt(place.getPosition()?.getCommitPosition() ?? 0);
  if (!history.isPlace(position)) throw noPlaceToSubscribe();
  const at = history.seek(position);
  // Unlike a read, a subscription begins behind the position.
  return history.all[at]?.position === position ? at + 1 : at;
};

const checkpointIntervalOf = (options: ReadReq.Options): number => {
  const filter = options.getFilter();
  if (!filter) return Number.POSITIVE_INFINITY;
  return filter.getCheckpointintervalmultiplier() * (filter.hasMax() ? filter.getMax() : readBatch);
};

const checkpointAt = ({ position }: StoredEvent) => {
  const { ReadResp } = streams;
  const at = String(position);
  return new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(at).setPreparePosition(at));
};

const somethingHappens = (call: ReadCall, history: History): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      history.off('shown', wake);
      call.off('cancelled', wake);
      resolve();
    };
    history.on('shown', wake);
    call.on('cancelled', wake);
  });
