import { basename } from 'node:path';

/**
 * File and line of the code that called `callee`, e.g. `agent.ts:34`.
 *
 * @param callee the function whose caller is wanted; it must be on the stack.
 */
export const callerOf = (callee: (...args: never[]) => unknown): string => {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, callee);
  const [, path = '', line = ''] = /([^\s()]+):(\d+):\d+\)?$/.exec(trace.stack?.split('\n')[1] ?? '') ?? [];
  return path === '' ? 'unknown:0' : `${basename(path)}:${line}`;
};
