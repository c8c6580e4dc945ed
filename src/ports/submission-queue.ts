import type { Artifacts, Delivery, Learner } from '../../machines/certificate.events.ts';
import type { LmsReply } from '../../projections/lms-replies.ts';
import { AgentError } from './agent-error.ts';

/** A request that could be understood, in our words. Lengths and character sets are already checked. */
export type CertificateRequest = Readonly<{
  kind: 'request';
  command: 'add_cert' | 'regen_cert' | 'del_cert';
  /** The LMS's word for it: create, regen, remove or delete. */
  action: string;
  courseId: string;
  courseName: string | null;
  /** A template's file name as asked for; never a path (the queue's adapter refuses those). */
  template: string | null;
  /** An ISO date asked for by the request (one fork sends it). */
  issuedOn: string | null;
  /** Files that the request asks to remove. */
  remove: Artifacts | null;
  personal: Learner;
}>;

/** A request that could not be understood. It is answered with an error all the same. */
export type UnusableRequest = Readonly<{
  kind: 'unusable';
  /** A word from the closed list in docs/errors.md, e.g. `body-not-json`. */
  code: string;
  /** What is wrong, where, and what to do next. No personal data. */
  message: string;
  action: string | null;
  courseId: string | null;
  personal: Readonly<{ username: string | null /** At most 4,096 characters of the body. */; rawBody: string }>;
}>;

/** One item of the queue as it was handed over. */
export type Submission = Readonly<{
  /** Stable over redeliveries: HMAC of queue URL, queue, item and body, 32 hexadecimal digits. */
  id: string;
  delivery: Delivery;
  request: CertificateRequest | UnusableRequest;
}>;

export type { LmsReply };

/** Where requests come from and answers go to. */
export interface SubmissionQueue {
  /**
   * Makes sure that the queue answers and that we may use it.
   * @throws QueueUnavailableError, QueueAccessError
   */
  connect(signal?: AbortSignal): Promise<void>;

  /**
   * The next submission, or null when none is waiting.
   * @throws QueueUnavailableError, QueueAccessError
   */
  pull(signal?: AbortSignal): Promise<Submission | null>;

  /**
   * Posts the answer to exactly this delivery; the caller knows which one is the newest.
   * @throws QueueUnavailableError when it is not known whether the queue has it: post again later.
   * @throws ReplyRefusedError when the queue says no to this key or item: wait for the next delivery.
   */
  post(delivery: Delivery, reply: LmsReply, signal?: AbortSignal): Promise<void>;
}

/** The queue cannot be reached, answers too late, or answers nonsense. */
export class QueueUnavailableError extends AgentError {
  readonly code = 'queue-unavailable';
  readonly retryable = true;
}

/** The queue answers, and says that we may not: credentials, or the queue's name. */
export class QueueAccessError extends AgentError {
  readonly code = 'queue-access';
  readonly retryable = true;
}

/** The queue does not take this answer: the key is not the newest one, or the item is gone. */
export class ReplyRefusedError extends AgentError {
  readonly code = 'reply-refused';
  readonly retryable = false;
}
