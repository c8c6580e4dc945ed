import { type Origin, renderOrigin } from './origin.ts';

/** The kinds of problems; docs/errors.md has a paragraph for each. */
type SettingsProblemCode =
  | 'setting-unknown'
  | 'setting-invalid'
  | 'setting-missing'
  | 'setting-given-twice'
  | 'setting-misplaced'
  | 'settings-file-malformed'
  | 'settings-file-unreadable'
  | 'secret-exposed'
  | 'course-data-invalid'
  | 'course-data-unused'
  | 'layout-invalid'
  | 'font-unusable';

/** One thing to correct: where it is and what to write instead. Never quotes a secret, nor the value of an unknown name. */
export type SettingsProblem = Readonly<{
  code: SettingsProblemCode;
  /** Null when no place is to blame, as for a missing setting. */
  origin: Origin | null;
  message: string;
}>;

/**
 * The problems as text, one line for each, in the order of their places.
 *
 * @returns lines without an end of line after the last; empty for no problems.
 */
export const renderProblems = (problems: readonly SettingsProblem[]): string =>
  [...problems].sort(byPlace).map(renderProblem).join('\n');

const renderProblem = ({ origin, message }: SettingsProblem): string =>
  origin === null ? message : `${renderOrigin(origin)}: ${message}`;

const byPlace = (a: SettingsProblem, b: SettingsProblem): number =>
  (a.origin?.where ?? '').localeCompare(b.origin?.where ?? '', 'en') ||
  (a.origin?.line ?? 0) - (b.origin?.line ?? 0) ||
  (a.origin?.column ?? 0) - (b.origin?.column ?? 0);
