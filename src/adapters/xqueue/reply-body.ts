import { type LmsReply, ReplyRefusedError } from '../../ports/submission-queue.ts';
import { clipText } from './text.ts';

/** Lengths of the LMS's columns, in characters; a longer value makes it fail instead of storing it. */
const columns = { errorReason: 512, url: 128, uuid: 32 } as const;

/**
 * The reply as the LMS reads it: JSON in pure ASCII, because some queues' databases take nothing
 * else, and strings only, because a null makes the LMS fail.
 *
 * @throws ReplyRefusedError when a URL or a file's name is too long for the LMS: cut, it would be a lie.
 */
export const replyBodyOf = (reply: LmsReply): string => asciiJson(fieldsOf(reply));

const fieldsOf = (reply: LmsReply): Readonly<Record<string, string>> => {
  switch (reply.kind) {
    case 'created': {
      const { downloadUuid, verifyUuid } = reply.artifacts;
      const fields = { download_uuid: downloadUuid, verify_uuid: verifyUuid, url: reply.url };
      assertFits('url', fields.url, columns.url);
      assertFits('download_uuid', fields.download_uuid, columns.uuid);
      assertFits('verify_uuid', fields.verify_uuid, columns.uuid);
      return { action: reply.action, ...fields, username: reply.username, course_id: reply.courseId };
    }
    case 'removed':
      return { action: reply.action, username: reply.username, course_id: reply.courseId };
    case 'failed':
      return {
        error: 'The certificate agent could not carry out this request',
        error_reason: clipText(reply.errorReason, columns.errorReason),
        // An LMS that is told a known course but no user says "unknown" and is done; a missing key makes it fail.
        username: reply.username ?? '',
        course_id: reply.courseId ?? '',
      };
  }
};

const assertFits = (field: string, value: string, charactersMax: number): void => {
  if (value.length <= charactersMax) return;
  throw new ReplyRefusedError(
    `the answer's ${field} has ${value.length} characters, but the LMS stores ${charactersMax}: shorten the download URL's base and ask for the certificate again`,
  );
};

const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
