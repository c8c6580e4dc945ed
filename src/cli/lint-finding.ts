import type { Rule } from '../../templates/lint/fault.ts';
import type { SettingsProblem } from '../config/settings-problem.ts';
import { renderProblems } from '../config/settings-problem.ts';

/** One thing that the author of a layout or of course data should know. */
export type LintFinding = Readonly<{
  /** The layout's name or the course's id; null where a file cannot be read at all. */
  subject: string | null;
  /** The block's role, where one is to blame. */
  block: string | null;
  rule: Rule | 'file' | 'drawing' | 'address-length' | 'unprinted';
  /** A note says what is meant so, or harmless: only errors make the command fail. */
  level: 'error' | 'note';
  message: string;
}>;

/** A file that cannot be used, by place and with what to write instead. */
export const findingOf = (problem: SettingsProblem): LintFinding => ({
  subject: null,
  block: null,
  rule: problem.code === 'course-data-unused' ? 'unprinted' : 'file',
  level: problem.code === 'course-data-unused' ? 'note' : 'error',
  message: renderProblems([problem]),
});
