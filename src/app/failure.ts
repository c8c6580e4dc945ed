import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure, Personal, Step } from '../../machines/certificate.events.ts';
import { AgentError } from '../ports/agent-error.ts';

/** Longer messages are cut: an event is a line of the audit trail, not a core file. */
const messageCharactersMax = 1_000;

/** What a thrown error says, as it is stored: no personal data, and the line of our own code that threw. */
export const failureOf = (step: Step, error: unknown, personal: Personal): Failure => {
  const known = error instanceof Error ? error : new Error(String(error));
  // Our own messages are written without personal data; a library's may quote what it was given.
  const message = known instanceof AgentError ? known.message : withoutPersonal(known.message, personal);
  return {
    step,
    code: known instanceof AgentError ? known.code : 'unexpected',
    exception: known.name,
    message: oneLine(message).slice(0, messageCharactersMax),
    ...placeOf(known),
  };
};

/** Where an error was thrown: the first line of the stack that is ours, not a library's. */
export const placeOf = (error: Error): Readonly<{ file: string; line: number }> => {
  const frames = (error.stack ?? '').split('\n').flatMap((frame) => {
    const at = /\(?([^()\s]+?):(\d+):\d+\)?$/.exec(frame);
    return at?.[1] && at[2] ? [{ path: at[1], line: Number(at[2]) }] : [];
  });
  const ours = frames.find(({ path }) => isOurs(path)) ?? frames[0];
  return { file: ours ? basename(ours.path) : 'unknown', line: ours?.line ?? 0 };
};

/** The package's folder, whether this file runs as it is or compiled into `dist`. */
const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/dist[\\/]$/, '');

const isOurs = (path: string): boolean => {
  const file = path.replace(/^file:\/\//, '');
  return file.startsWith(root) && !file.slice(root.length).startsWith('node_modules');
};

const withoutPersonal = (message: string, { name, username, grade, designation, interstitial }: Personal): string =>
  [name, username, grade, designation, interstitial]
    .filter((value): value is string => value !== null && value.length > 1)
    .sort((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, '[personal]'), message);

/** A reason is printed in logs and tables: line ends and control characters would forge lines there. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
