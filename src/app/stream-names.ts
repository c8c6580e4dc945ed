import { createHmac } from 'node:crypto';
import type { Submission } from '../ports/submission-queue.ts';
import type { LocalSubmission } from './commands.ts';

/**
 * The stream of one certificate: the same for the same learner and course under one installation secret, and
 * nothing that could be turned back into either.
 */
export const certificateStream = (username: string, courseId: string, installationSecret: Uint8Array): string => {
  const digest = createHmac('sha256', installationSecret).update(JSON.stringify(['certificate', username, courseId]));
  return `certificate-${digest.digest('hex').slice(0, 32)}`;
};

/** Where a submission's history is: with its certificate, or on its own when nobody can tell which one it means. */
export const streamOf = ({ id, request }: Submission | LocalSubmission, installationSecret: Uint8Array): string =>
  request.kind === 'request'
    ? certificateStream(request.personal.username, request.courseId, installationSecret)
    : `refused-${id}`;

/** Every stream that this program makes: categories with their dash, and whole names. Other programs may use the same store. */
export const storedStreams: readonly string[] = ['certificate-', 'refused-', 'installation'];
