import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { comparePositions } from '../../projections/positions.ts';
import type { UnknownType } from '../../projections/unknown-types.ts';
import { type DamagedEventError, type EventStore, UnknownPositionError } from '../ports/event-store.ts';
import {
  type Batch,
  type Build,
  type Intake,
  type Standing,
  type Taken,
  type Views,
  ViewsUnavailableError,
} from '../ports/views.ts';

/** What views are made from, and who hears of what is strange in it. */
export type Projecting = Readonly<{
  store: Pick<EventStore<CertificateEvent>, 'readPages' | 'follow' | 'head'>;
  views: Views;
  /** Hears once of each event that cannot be read: its stream ends there, the others go on. */
  onDamaged: (error: DamagedEventError) => void;
  /** Hears of events that only a newer program understands: they are counted. */
  onUnknown: (unknown: UnknownType) => void;
  /** Hears that the views were made from another history, and are made anew. */
  onAnotherLog: () => void;
}>;

/** How a long reading goes on. */
export type Reading = Readonly<{
  build: Build;
  signal: AbortSignal;
  onProgress?: (standing: Standing) => void;
  /** How many events share one transaction at most. */
  eventsMax?: number;
}>;

/** So many events share one transaction: fewer write the same pages of the file again and again, more make it long. */
const eventsPerCommit = 100_000;

/** Each new beginning is due to another process's progress, or to another log; so many in a row mean that something is wrong. */
const beginningsMax = 50;

/**
 * Reads on from the checkpoint to the end of the log. Several processes may do so at once.
 *
 * @returns how far the build is now; null when there is no such build any more.
 * @throws EventStoreUnavailableError, ViewsUnavailableError, ViewsDamagedError, or what `signal` was aborted with.
 */
export const catchUp = async (projecting: Projecting, reading: Reading): Promise<Standing | null> => {
  const { views } = projecting;
  for (let beginnings = 0; beginnings < beginningsMax; beginnings += 1) {
    const ended = await readOn(projecting, reading);
    if (ended === 'gone') return null;
    if (ended === 'at the end') {
      await views.settle(reading.build);
      return views.standing(reading.build);
    }
  }
  throw new ViewsUnavailableError(
    'the views do not come to the end of the log: other processes change them all the time',
  );
};

/** One reading up to the end, or to where it must begin again. */
const readOn = async (projecting: Projecting, reading: Reading): Promise<'at the end' | 'again' | 'gone'> => {
  const { store, views } = projecting;
  const begun = await views.standing(reading.build);
  if (!begun) return 'gone';
  let after = begun.readAfter;
  const intakes = createIntakes(projecting, reading);
  try {
    for await (const observed of store.readPages(after === null ? {} : { after })) {
      reading.signal.throwIfAborted();
      const outcome = await intakes.add({ after, observed });
      if (outcome !== 'taken') return outcome;
      after = observed.at(-1)?.position ?? after;
    }
  } catch (error) {
    if (!(error instanceof UnknownPositionError)) throw error;
    return resetAll(reading.build, begun, projecting);
  }
  const outcome = await intakes.end();
  if (outcome !== 'taken') return outcome;
  return isShorter(after, begun) ? resetAll(reading.build, begun, projecting) : 'at the end';
};

/** The log ends before the place that the views have seen. */
export const isShorter = (end: string | null, { checkpoint }: Standing): boolean =>
  checkpoint !== null && (end === null || comparePositions(end, checkpoint) < 0);

/** Forgets what was made of another log. */
export const resetAll = async (build: Build, seen: Standing, { views, onAnotherLog }: Projecting): Promise<'again'> => {
  onAnotherLog();
  await views.reset(build, seen);
  return 'again';
};

/** Takes batch after batch on, and stores what they come to every now and then. */
export const createIntakes = (
  projecting: Projecting,
  { build, onProgress, eventsMax = eventsPerCommit }: Omit<Reading, 'signal'>,
) => {
  const { views, onDamaged, onUnknown } = projecting;
  let open: Intake | null = null;
  let waiting = 0;

  const end = async (): Promise<Taken['outcome']> => {
    if (!open) return 'taken';
    const taken = await open.commit();
    open = null;
    waiting = 0;
    if (taken.outcome !== 'taken') return taken.outcome;
    for (const error of taken.damaged) onDamaged(error);
    for (const unknown of taken.unknown) onUnknown(unknown);
    onProgress?.(taken.standing);
    return 'taken';
  };

  return {
    /** Stores everything that was added. */
    end,
    add: async (batch: Batch): Promise<Taken['outcome']> => {
      open ??= await views.intake(build);
      if (!open) return 'gone';
      const added = open.add(batch);
      if (added === 'gap') return 'again';
      if (added === 'another-log') return resetAll(build, open.standing, projecting);
      waiting += batch.observed.length;
      return waiting < eventsMax ? 'taken' : end();
    },
  };
};
