import { describe, expect, it } from 'vitest';
import { auditTrail } from '../../projections/audit-trail.ts';
import { certificateStatuses } from '../../projections/certificate-status.ts';
import { claimedArtifacts } from '../../projections/claimed-artifacts.ts';
import { errorReasonOf, lmsReplies } from '../../projections/lms-replies.ts';
import { needsIntervention } from '../../projections/needs-intervention.ts';
import { owedStreams } from '../../projections/owed-streams.ts';
import { comparePositions } from '../../projections/positions.ts';
import { project } from '../../projections/projection.ts';
import {
  addCert,
  artifactsOf,
  assumed,
  created,
  creation,
  delCert,
  deleted,
  failed,
  refused,
  regenCert,
  removed,
  rendered,
  replied,
  signed,
} from '../machines/samples.ts';
import { observed } from './observed.ts';

const replyTo = (submission: string, ...events: Parameters<typeof observed>[0][]) =>
  project(lmsReplies, observed(events.flatMap((part) => [...part]))).replies.get(submission);

describe('the answer to the LMS', () => {
  it('is not known while the work is under way', () => {
    expect(replyTo('submission-1', [addCert(1), rendered(1)])).toMatchObject({ reply: null, posts: 0 });
  });

  it('names the files and the address of a new certificate', () => {
    expect(replyTo('submission-1', creation(1))).toMatchObject({
      reply: {
        kind: 'created',
        action: 'create',
        username: 'ada',
        artifacts: artifactsOf(1),
        url: expect.stringContaining('downloads/'),
      },
      delivery: { key: 'key-1' },
      posts: 1,
    });
  });

  it('is given for a regeneration only when the old files are gone', () => {
    const upToCreated = [...creation(1), regenCert(2), rendered(2), signed(2), created(2)];
    expect(replyTo('submission-2', upToCreated)?.reply).toBeNull();
    expect(replyTo('submission-2', upToCreated, [removed(2, 1)])?.reply).toMatchObject({
      kind: 'created',
      action: 'regen',
      artifacts: artifactsOf(2),
    });
  });

  it('says of a deletion what the LMS needs to match it, and nothing of files', () => {
    expect(replyTo('submission-2', creation(1), [delCert(2), deleted(2, 1)])?.reply).toEqual({
      kind: 'removed',
      action: 'remove',
      username: 'ada',
      courseId: 'course-v1:edX+DemoX+Demo_2014',
    });
  });

  it('has the exception, the error, the file and the line of a failure', () => {
    expect(replyTo('submission-1', [addCert(1), failed(1)])?.reply).toMatchObject({
      kind: 'failed',
      errorReason: '(ada course-v1:edX+DemoX+Demo_2014) ArtifactStoreError: bucket certs does not answer: s3.ts:7',
    });
  });

  it('keeps the place of a failure whose message is longer than the LMS’s column', () => {
    const failure = { exception: 'RenderError', message: '😀'.repeat(600), file: 'render.ts', line: 7 };
    const reason = errorReasonOf({ username: 'ada', courseId: 'edX/DemoX/2026' }, failure);
    expect([...reason]).toHaveLength(512);
    expect(reason).toMatch(/^\(ada edX\/DemoX\/2026\) RenderError: 😀.*…: render\.ts:7$/u);
  });

  it('is an error for what cannot be understood', () => {
    expect(replyTo('submission-1', [refused(1)])?.reply).toMatchObject({ kind: 'failed', username: null });
  });

  it('never changes again, whatever happens to the certificate', () => {
    const before = replyTo('submission-1', creation(1))?.reply;
    const later = [assumed(2, 'unavailable'), addCert(2), failed(2)];
    expect(replyTo('submission-1', creation(1), later)?.reply).toEqual(before);
  });
});

describe('the streams that owe something', () => {
  const owes = (...events: Parameters<typeof observed>[0]) => project(owedStreams, observed(events)).size === 1;

  it('are those in the middle of the work, and those with an answer that was not taken', () => {
    expect(owes(addCert(1), rendered(1))).toBe(true);
    expect(owes(addCert(1), failed(1))).toBe(true);
    expect(owes(refused(1))).toBe(true);
  });

  it('are not those that are answered', () => {
    expect(owes(...creation(1))).toBe(false);
  });

  it('are also those where only the newer of two answers was taken', () => {
    expect(owes(addCert(1), failed(1), addCert(2), failed(2), replied(2))).toBe(true);
    expect(owes(addCert(1), failed(1), addCert(2), failed(2), replied(2), replied(1))).toBe(false);
  });
});

describe('what needs a person', () => {
  const noon = '2026-05-01T12:00:00.000Z';
  const atTen = '2026-05-01T10:00:00.000Z';

  it('is an answer that was not taken in time', () => {
    expect(needsIntervention(observed([addCert(1), failed(1)]), noon)).toMatchObject([{ because: 'not-answered' }]);
    expect(needsIntervention(observed([addCert(1), failed(1)]), atTen)).toEqual([]);
    expect(needsIntervention(observed(creation(1)), noon)).toEqual([]);
  });

  it('is a certificate from the second redelivery after an accepted answer on', () => {
    expect(needsIntervention(observed([...creation(1), replied(1, 1)]), noon)).toEqual([]);
    expect(needsIntervention(observed([...creation(1), replied(1, 1), replied(1, 2)]), noon)).toMatchObject([
      { because: 'redelivered-after-answer', redeliveries: 2 },
    ]);
  });

  it('is not opened again by old files that are removed in time', () => {
    const again = [...creation(1), assumed(2, 'unavailable'), ...creation(2)];
    expect(needsIntervention(observed([...again, removed(2, 1)]), noon)).toEqual([]);
  });

  it('is over when the LMS asks for something new', () => {
    const flagged = [...creation(1), replied(1, 1), replied(1, 2)];
    const again = [regenCert(2), rendered(2), signed(2), created(2), removed(2, 1), replied(2)];
    expect(needsIntervention(observed([...flagged, ...again]), noon)).toEqual([]);
  });
});

describe('the claims to published files', () => {
  const claimsOf = (...events: Parameters<typeof observed>[0]) =>
    project(claimedArtifacts, observed(events)).streams.get('certificate-1');

  it('begin with the command, before the first upload', () => {
    expect(claimsOf(addCert(1))).toMatchObject({ underWay: artifactsOf(1), published: null });
  });

  it('end with a failure, but the certificate of before stays claimed', () => {
    expect(claimsOf(addCert(1), failed(1))).toMatchObject({ underWay: null, published: null });
    expect(claimsOf(...creation(1), regenCert(2), failed(2))).toMatchObject({
      underWay: null,
      published: artifactsOf(1),
    });
  });

  it('keep replaced files with the time of their replacement until they are removed', () => {
    const again = [assumed(2, 'unavailable'), ...creation(2)];
    expect(claimsOf(...creation(1), ...again)?.superseded).toEqual([
      { artifacts: artifactsOf(1), since: '2026-05-01T10:09:00.000Z' },
    ]);
    expect(claimsOf(...creation(1), ...again, removed(2, 1))?.superseded).toEqual([]);
  });

  it('are given up when the certificate is deleted', () => {
    expect(claimsOf(...creation(1), delCert(2), deleted(2, 1))).toEqual({
      underWay: null,
      requestedAt: '',
      late: false,
      kept: [],
      published: null,
      superseded: [],
    });
  });
});

describe('the table and the story', () => {
  it('show where a certificate stands and why', () => {
    expect(project(certificateStatuses, observed([addCert(1), failed(1), replied(1)])).get('certificate-1')).toEqual({
      stream: 'certificate-1',
      status: 'error',
      courseId: 'course-v1:edX+DemoX+Demo_2014',
      events: 3,
      changedAt: '2026-05-01T10:02:00.000Z',
      failure: { code: 's3-unreachable', step: 'publish' },
    });
  });

  it('have a line for each event and no personal data', () => {
    const lines = auditTrail(observed([...creation(1), regenCert(2), failed(2), replied(2)]));
    expect(lines).toHaveLength(8);
    expect(JSON.stringify(lines)).not.toMatch(/\bada\b|Lovelace|Pass/);
  });
});

describe('positions', () => {
  it.each([
    ['9', '10'],
    ['99/99', '100/100'],
    ['9007199254740993/1', '9007199254740994/1'],
  ])('grow by the number that they begin with: %s before %s', (earlier, later) => {
    expect(comparePositions(earlier, later)).toBeLessThan(0);
    expect(comparePositions(later, earlier)).toBeGreaterThan(0);
    expect(comparePositions(later, later)).toBe(0);
  });
});
