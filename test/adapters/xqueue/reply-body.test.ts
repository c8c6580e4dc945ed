import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyBodyOf } from '../../../src/adapters/xqueue/reply-body.ts';
import { ReplyRefusedError } from '../../../src/ports/submission-queue.ts';

const subject = { username: 'maria', courseId: 'edX/DemoX/2014' };
const artifacts = { downloadUuid: 'd'.repeat(32), verifyUuid: 'e'.repeat(32) };
const created = { kind: 'created', action: 'create', ...subject, artifacts, url: 'u'.repeat(128) } as const;

describe('the reply to an LMS', () => {
  it('says where a certificate is', () => {
    expect(JSON.parse(replyBodyOf(created))).toEqual({
      action: 'create',
      download_uuid: artifacts.downloadUuid,
      verify_uuid: artifacts.verifyUuid,
      url: created.url,
      username: 'maria',
      course_id: 'edX/DemoX/2014',
    });
  });

  it('says that a certificate is gone, without the word error', () => {
    const body = JSON.parse(replyBodyOf({ kind: 'removed', action: 'delete', ...subject }));
    expect(body).toEqual({ action: 'delete', username: 'maria', course_id: 'edX/DemoX/2014' });
  });

  it('is not sent with a URL or a name that the LMS would have to cut', () => {
    expect(() => replyBodyOf({ ...created, url: 'u'.repeat(129) })).toThrow(ReplyRefusedError);
    const long = { ...artifacts, verifyUuid: 'e'.repeat(33) };
    expect(() => replyBodyOf({ ...created, artifacts: long })).toThrow(ReplyRefusedError);
  });

  it('is ASCII, has no null and no reason beyond 512 characters, whatever happened', () => {
    const text = fc.string({ unit: 'binary', maxLength: 700, size: 'max' });
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (errorReason, username, courseId) => {
        const json = replyBodyOf({ kind: 'failed', username, courseId, errorReason });
        expect(json).toMatch(/^[ -~]+$/);
        const body = JSON.parse(json);
        expect([...body.error_reason].length).toBeLessThanOrEqual(512);
        expect(body.error_reason).not.toMatch(/\p{Cs}/u);
        expect(body).toMatchObject({ error: expect.any(String), username: username ?? '', course_id: courseId ?? '' });
      }),
    );
  });

  it('keeps 512 of the widest characters whole', () => {
    const body = JSON.parse(replyBodyOf({ kind: 'failed', ...subject, errorReason: '😀'.repeat(600) }));
    expect(body.error_reason).toBe('😀'.repeat(512));
  });
});
