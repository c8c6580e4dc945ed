import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { CertificateStatus } from '../../projections/certificate-status.ts';
import type { DailyCount } from '../../projections/daily-counts.ts';
import type { Intervention } from '../../projections/needs-intervention.ts';
import type { UnknownType } from '../../projections/unknown-types.ts';
import type { ViewName } from '../../projections/view.ts';
import { AgentError } from './agent-error.ts';
import type { DamagedEventError, Observed } from './event-store.ts';

/** The tables that are asked, or the ones beside them that a rebuild is filling. */
export type Build = 'live' | 'next';

/** How far a build has come. */
export type Standing = Readonly<{
  /** The position of the last event in it; null: none. */
  checkpoint: string | null;
  /**
   * Where to read on: behind the event before the last one, so that the last one comes again and can be compared. Null: at
   * the first event.
   */
  readAfter: string | null;
  /** How many events of the log it has seen. */
  events: number;
}>;

/** A part of the log: all that is directly behind `after`, in its order. */
export type Batch = Readonly<{ after: string | null; observed: readonly Observed<CertificateEvent>[] }>;

/**
 * What became of events that were taken on. `taken`: rows and checkpoint are stored, in one transaction. `again`: another
 * process was faster, nothing was changed; begin anew from the standing. `gone`: there is no such build any more.
 */
export type Taken = Readonly<
  | { outcome: 'taken'; standing: Standing; damaged: readonly DamagedEventError[]; unknown: readonly UnknownType[] }
  | { outcome: 'again' | 'gone' }
>;

/** Events on their way into a build, one batch after the other. */
export interface Intake {
  /** Where the build was at the beginning. */
  readonly standing: Standing;

  /**
   * Folds what is new of a batch, in memory. The same events may come again, in any parts.
   *
   * @returns `gap` when events before it are missing; `another-log` when the tables are not made of this log. Nothing of
   *   the batch is folded then.
   */
  add(batch: Batch): 'added' | 'gap' | 'another-log';

  /** Ends the intake, and stores what it has come to. */
  commit(): Promise<Taken>;
}

/** Which certificates; what is left out says nothing. */
export type CertificateFilter = Readonly<{
  state?: string;
  course?: string;
  /** The code of its failure. */
  reason?: string;
  /** Times, ISO 8601: the last event before, or not before. */
  changedBefore?: string;
  changedSince?: string;
}>;

/** A part of a list, the certificates that began last first. `after` goes on behind it; null: that was all. */
export type CertificatePage = Readonly<{ certificates: readonly CertificateStatus[]; after: string | null }>;

/** A stream that the views end before: its event at `revision` cannot be read. */
type DamagedStream = Readonly<{ stream: string; revision: number; because: string }>;

/** Days (`2026-05-01`, both ends included), and an event type. */
export type DayFilter = Readonly<{ since?: string; until?: string; type?: string }>;

/** A part of the log with all events of some days: what is behind `after` (null: from the first on), up to `last`. */
export type LogPart = Readonly<{ after: string | null; last: string }>;

type ViewReport = Readonly<{ name: ViewName; rows: number; builtAt: string }>;

/** What an operator wants to know about the views themselves. */
export type ViewsReport = Readonly<{
  file: string;
  bytes: number;
  version: number;
  standing: Standing;
  views: readonly ViewReport[];
  /** A rebuild that is under way, or was broken off. */
  rebuild: Readonly<{ names: readonly ViewName[]; standing: Standing }> | null;
  unknown: readonly UnknownType[];
  damaged: readonly DamagedStream[];
}>;

/** Making the views. */
export interface ViewTables {
  standing(build: Build): Promise<Standing | null>;

  /** Begins to take events on. Null: there is no such build. */
  intake(build: Build): Promise<Intake | null>;

  /** Makes the tables quick to ask. Belongs at the end of a long reading; costs nothing when it was done. */
  settle(build: Build): Promise<void>;

  /** Forgets everything, unless the build has changed since: the log is another one. */
  reset(build: Build, seen: Standing): Promise<void>;

  /**
   * Begins a rebuild of these views, or joins the one that is under way.
   *
   * @throws RebuildUnderWayError when that one is of other views.
   */
  beginRebuild(names: readonly ViewName[]): Promise<Standing>;

  /**
   * Puts the rebuilt tables in the place of the live ones.
   *
   * @returns `behind` or `ahead` when they have not seen the same part of the log as the live ones that stay; nothing is
   *   changed then.
   */
  finishRebuild(): Promise<'finished' | 'behind' | 'ahead' | 'gone'>;
}

/** Asking them. Every answer is of one moment. */
export interface ViewQuestions {
  countByState(filter: CertificateFilter): Promise<Readonly<Record<string, number>>>;
  /** @throws RangeError when `after` is not from an earlier page. */
  certificates(filter: CertificateFilter, page: Readonly<{ limit: number; after?: string }>): Promise<CertificatePage>;
  /** @param answeredBefore a submission whose work ended before this time (ISO 8601) should be answered by now. */
  interventions(answeredBefore: string): Promise<readonly Intervention[]>;
  dailyCounts(filter: DayFilter): Promise<readonly DailyCount[]>;
  /** Null: nothing happened on those days. */
  partOfLog(days: Pick<DayFilter, 'since' | 'until'>): Promise<LogPart | null>;
  streamsOfCourse(course: string): Promise<ReadonlySet<string>>;
  /** Streams whose name begins so, at most `limit`. */
  streamsBeginning(start: string, limit: number): Promise<readonly string[]>;
  /** Streams of the certificates that ever had a file with this uuid. */
  streamsOfFile(uuid: string): Promise<readonly string[]>;
  report(): Promise<ViewsReport>;
}

/** The views as they are kept. @throws ViewsUnavailableError, ViewsDamagedError from everything */
export interface Views extends ViewTables, ViewQuestions {
  close(): Promise<void>;
}

/** The views' file did not do its work this time. */
export class ViewsUnavailableError extends AgentError {
  readonly code = 'views-unavailable';
  readonly retryable = true;
}

/** The views' file is not as it was left. It holds nothing that the history does not: it is left alone, and made anew. */
export class ViewsDamagedError extends AgentError {
  readonly code = 'views-damaged';
  readonly retryable = true;
}

/** Two rebuilds of different views at once. */
export class RebuildUnderWayError extends AgentError {
  readonly code = 'rebuild-under-way';
  readonly retryable = false;

  constructor(names: readonly ViewName[]) {
    super(
      `a rebuild of ${names.join(', ')} is under way or was broken off: let it end, or go on with it by "projections rebuild ${names.join(' ')}"`,
    );
  }
}
