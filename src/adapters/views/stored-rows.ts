import type { Status } from '../../../machines/certificate.decider.ts';
import type { CertificateStatus } from '../../../projections/certificate-status.ts';
import type { DailyCount } from '../../../projections/daily-counts.ts';
import type { LmsOutcome } from '../../../projections/lms-outcomes.ts';
import type { Watched } from '../../../projections/needs-intervention.ts';
import type { UnknownType } from '../../../projections/unknown-types.ts';
import type { SqliteValue } from '../event-store/sqlite/driver.ts';

/** How a view's rows are stored: values in the order of the columns, which is the order of the table's definition. */
export type Stored<Row, Key extends readonly unknown[] = []> = Readonly<{
  columns: readonly string[];
  valuesOf: (row: Row, ...key: Key) => readonly SqliteValue[];
  rowOf: (values: readonly SqliteValue[], stream: string) => Row;
}>;

export const storedStatus: Stored<CertificateStatus, [number: number]> = {
  columns: ['number', 'state', 'course', 'events', 'changed_at', 'code', 'step'],
  valuesOf: ({ status, courseId, events, changedAt, failure }, number) => [
    number,
    status,
    courseId,
    events,
    changedAt,
    failure?.code ?? null,
    failure?.step ?? null,
  ],
  rowOf: ([, status, courseId, events, changedAt, code, step], stream) => ({
    stream,
    status: status as Status | 'refused',
    courseId: courseId as string | null,
    events: Number(events),
    changedAt: String(changedAt),
    failure: code === null ? null : ({ code, step } as CertificateStatus['failure']),
  }),
};

export const storedOutcome: Stored<LmsOutcome, [number: number]> = {
  columns: [
    'number',
    'submission',
    'command',
    'item',
    'kind',
    'posts',
    'redeliveries',
    'first_posted_at',
    'last_posted_at',
    'download_uuid',
    'verify_uuid',
  ],
  valuesOf: (row, number) => [
    number,
    row.submission,
    row.command,
    row.item,
    row.kind,
    row.posts,
    row.redeliveries,
    row.firstPostedAt,
    row.lastPostedAt,
    row.artifacts?.downloadUuid ?? null,
    row.artifacts?.verifyUuid ?? null,
  ],
  rowOf: ([, submission, command, item, kind, posts, redeliveries, first, last, downloadUuid, verifyUuid], stream) => ({
    stream,
    submission: String(submission),
    command: command as LmsOutcome['command'],
    item: item as number | null,
    kind: kind as LmsOutcome['kind'],
    posts: Number(posts),
    redeliveries: Number(redeliveries),
    firstPostedAt: first as string | null,
    lastPostedAt: last as string | null,
    artifacts: downloadUuid === null ? null : { downloadUuid: String(downloadUuid), verifyUuid: String(verifyUuid) },
  }),
};

export const storedWatched: Stored<Watched, [number: number]> = {
  columns: ['number', 'submission', 'outcome_at', 'redeliveries', 'posted_at'],
  valuesOf: ({ submission, outcomeAt, redeliveries, postedAt }, number) => [
    number,
    submission,
    outcomeAt,
    redeliveries,
    postedAt,
  ],
  rowOf: ([, submission, outcomeAt, redeliveries, postedAt]) => ({
    submission: String(submission),
    outcomeAt: outcomeAt as string | null,
    redeliveries: Number(redeliveries),
    postedAt: postedAt as string | null,
  }),
};

export const storedDaily: Stored<DailyCount> = {
  columns: ['day', 'type', 'code', 'count', 'first', 'last'],
  valuesOf: ({ day, type, code, count, first, last }) => [day, type, code, count, first, last],
  rowOf: ([day, type, code, count, first, last]) => ({
    day: String(day),
    type: String(type),
    code: String(code),
    count: Number(count),
    first: String(first),
    last: String(last),
  }),
};

export const storedUnknown: Stored<UnknownType> = {
  columns: ['type', 'schema', 'count', 'first'],
  valuesOf: ({ type, schema, count, first }) => [type, schema, count, first],
  rowOf: ([type, schema, count, first]) => ({
    type: String(type),
    schema: Number(schema),
    count: Number(count),
    first: String(first),
  }),
};
