import { AgentError } from '../../ports/agent-error.ts';
import { SelfCheckError } from '../../ports/certificate-check.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';

/**
 * What a worker hands back. An error does not survive the way between threads, and what a library says may quote what it was
 * given: only our own errors' words cross.
 */
export type Outcome = Readonly<{ of: Asked }> &
  (
    | Readonly<{ kind: 'done'; pdf: Uint8Array }>
    | Readonly<{ kind: 'failed'; isSelfCheck: boolean; code: string; message: string; frames: string }>
  );

/** Which certificate was asked for, by its `verifyUuid`, which no other one has; null when it was none. */
type Asked = string | null;

/** For the worker: what became of the work. */
export const outcomeOf = async (of: Asked, work: () => Promise<Uint8Array>): Promise<Outcome> => {
  try {
    return { of, kind: 'done', pdf: await work() };
  } catch (error) {
    return { of, kind: 'failed', ...wordsOf(error), frames: framesOf(error) };
  }
};

const wordsOf = (error: unknown) => {
  if (error instanceof AgentError) {
    return { isSelfCheck: error instanceof SelfCheckError, code: error.code, message: error.message };
  }
  const name = error instanceof Error ? error.name : 'unknown error';
  return { isSelfCheck: false, code: 'render-failed', message: `this certificate could not be made (${name})` };
};

/**
 * For the main thread: the file, or the error as it was thrown, with the place where that was.
 *
 * @throws RenderError `render-mixed-up` when it is the outcome of another certificate.
 */
export const pdfOf = (outcome: Outcome, asked: Asked): Uint8Array => {
  if (outcome.of !== asked)
    throw new RenderError('render-mixed-up', 'a render worker answered for another certificate than it was asked for');
  if (outcome.kind === 'done') return outcome.pdf;
  const { isSelfCheck, code, message, frames } = outcome;
  const error = isSelfCheck ? new SelfCheckError(code, message) : new RenderError(code, message);
  error.stack = `${error.name}: ${message}\n${frames}`;
  throw error;
};

/** The lines of the stack that say where; those above them repeat the message. */
const framesOf = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
