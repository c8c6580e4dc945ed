import { describe, expect, it } from 'vitest';
import { type CertificateRow, type CertificateStatus, updateCertificate } from '../../src/sandbox/lms/certificates.ts';
import { createExampleUpdates, type ExampleRow } from '../../src/sandbox/lms/example-certificates.ts';

const key = 'k'.repeat(32);
const subject = { username: 'maria', course_id: 'edX/DemoX/2014' };
const success = { ...subject, download_uuid: 'd'.repeat(32), verify_uuid: 'v'.repeat(32), url: 'u'.repeat(128) };
const rowWith = (status: CertificateStatus): CertificateRow => ({
  username: 'maria',
  courseId: 'edX/DemoX/2014',
  status,
  key,
  downloadUuid: '',
  verifyUuid: '',
  downloadUrl: '',
  errorReason: 'an old reason',
});
const applied = (status: CertificateStatus, body: Record<string, unknown>, withKey: unknown = key) => {
  const row = rowWith(status);
  const answer = updateCertificate([row], { key: withKey, body });
  return { row, status: answer.status, content: answer.content };
};
const done = { return_code: 0 };

describe('an LMS that hears a result', () => {
  it.each<CertificateStatus>(['generating', 'regenerating'])('makes a %s certificate downloadable', (status) => {
    const { row, ...answer } = applied(status, success);
    expect(answer).toEqual({ status: 200, content: done });
    expect(row).toMatchObject({ status: 'downloadable', downloadUrl: success.url, errorReason: 'an old reason' });
  });

  it.each([success, { ...subject, action: 'remove' }])('ends a removal with anything but an error', (body) => {
    const { row, ...answer } = applied('deleting', body);
    expect(answer).toEqual({ status: 200, content: done });
    expect(row.status).toBe('deleted');
  });

  it.each<CertificateStatus>(['unavailable', 'deleted', 'downloadable', 'error', 'notpassing', 'restricted'])(
    'leaves a certificate that is %s alone, and says so with a 200',
    (status) => {
      const { row, ...answer } = applied(status, success);
      expect(answer).toEqual({ status: 200, content: { return_code: 1, content: 'invalid cert status' } });
      expect(row).toEqual(rowWith(status));
    },
  );

  it.each<CertificateStatus>(['generating', 'downloadable', 'deleted', 'deleting', 'unavailable'])(
    'believes an error in every state, also when %s',
    (status) => {
      const { row, ...answer } = applied(status, { ...subject, error: '', error_reason: 'r'.repeat(512) });
      expect(answer).toEqual({ status: 200, content: done });
      expect(row).toMatchObject({ status: 'error', errorReason: 'r'.repeat(512) });
    },
  );

  it('keeps the old reason when an error comes without one', () => {
    expect(applied('generating', { ...subject, error: 'x' }).row).toMatchObject({
      status: 'error',
      errorReason: 'an old reason',
    });
  });

  it.each([
    ['another key', subject, 'x'],
    ['another user', { ...subject, username: 'eve' }, key],
    ['no user to speak of', { ...subject, username: '' }, key],
    ['another course', { ...subject, course_id: 'edX/DemoX/2015' }, key],
  ])('cannot look up %s, and says so with a 200', (_, body, withKey) => {
    const { row, ...answer } = applied('generating', { ...body, error: 'x' }, withKey);
    expect(answer).toEqual({ status: 200, content: { return_code: 1, content: 'unable to lookup key' } });
    expect(row.status).toBe('generating');
  });

  it.each([
    ['no user', { course_id: subject.course_id, error: 'x' }],
    ['no course', { username: 'maria', error: 'x' }],
    ['no course key', { ...subject, course_id: '', error: 'x' }],
    ['no files', subject],
    ['a missing file', { ...success, verify_uuid: undefined }],
    ['null for a file', { ...success, verify_uuid: null }],
    ['a long file name', { ...success, download_uuid: 'd'.repeat(33) }],
    ['a long URL', { ...success, url: 'u'.repeat(129) }],
    ['a long reason', { ...subject, error: 'x', error_reason: 'r'.repeat(513) }],
    ['null for a reason', { ...subject, error: 'x', error_reason: null }],
  ])('fails on %s and believes what it did', (_, body) => {
    const { row, status } = applied('generating', body);
    expect(status).toBe(500);
    expect(row).toEqual(rowWith('generating'));
  });
});

describe('an LMS that hears of an example certificate', () => {
  const world = () => {
    const row: ExampleRow = {
      uuid: 'u1',
      accessKey: key,
      courseId: 'c',
      status: 'started',
      downloadUrl: '',
      errorReason: '',
    };
    const update = createExampleUpdates([row]);
    return { row, hear: (body: Record<string, unknown>, withKey: unknown = key) => update({ key: withKey, body }) };
  };

  it('needs its uuid and a URL only', () => {
    const { row, hear } = world();
    expect(hear({ username: 'u1', url: 'https://x' })).toEqual({ status: 200, content: done });
    expect(row).toMatchObject({ status: 'success', downloadUrl: 'https://x' });
  });

  it('takes an error of any length', () => {
    const { row, hear } = world();
    expect(hear({ username: 'u1', error: 'x', error_reason: 'r'.repeat(2_000) }).status).toBe(200);
    expect(row).toMatchObject({ status: 'error', errorReason: 'r'.repeat(2_000) });
  });

  it('calls bad requests bad', () => {
    const { row, hear } = world();
    expect(hear({ username: 'u2', url: 'x' }).status).toBe(404);
    expect(hear({ username: 'u1', url: 'x' }, 'another key').status).toBe(404);
    expect(hear({ url: 'x' }).status).toBe(400);
    expect(hear({ username: 'u1' }).status).toBe(400);
    expect(createExampleUpdates([])(null).status).toBe(400);
    expect(row.status).toBe('started');
  });

  it('is deaf to good results after thirty bad ones', () => {
    const { row, hear } = world();
    for (let bad = 1; bad <= 30; bad += 1) expect(hear({ username: 'u2', url: 'x' }).status).toBe(404);
    expect(hear({ username: 'u1', url: 'x' }).status).toBe(403);
    expect(row.status).toBe('started');
  });
});
