import { builtInLayouts, type NamedLayout } from '../../templates/built-in-layouts.ts';
import { layoutDigest } from '../../templates/layout-digest.ts';
import { layoutSchema } from '../../templates/layout-schema/layout.ts';
import { readJsonObject } from './json-text.ts';
import { explainedIssue } from './layout-issues.ts';
import type { SettingsProblem } from './settings-problem.ts';
import type { TextPlace } from './text-place.ts';
import { visibleText } from './visible-text.ts';

/** How a layout may be called: its file without `.json`. */
const LAYOUT_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

const PROBLEMS_MAX = 10;

/** A layout's file as it was read. */
export type LayoutFile = Readonly<{ path: string; name: string; text: string }>;

/** Reads one layout. Every problem is told with its place and what to write instead. */
export const parseLayoutFile = ({
  path,
  name,
  text,
}: LayoutFile): NamedLayout | Readonly<{ problems: readonly SettingsProblem[] }> => {
  const problemAt = (message: string, { line, column }: TextPlace): SettingsProblem => ({
    code: 'layout-invalid',
    origin: { kind: 'file', where: visibleText(path), line, column },
    message,
  });
  const start = { line: 1, column: 1 };
  if (!LAYOUT_NAME.test(name)) {
    return {
      problems: [problemAt('a layout’s file is called by letters, digits, ".", "_" and "-", e.g. diploma.json', start)],
    };
  }
  if (builtInLayouts.has(name)) {
    return {
      problems: [problemAt(`${name} is a layout that comes with the program: give the file another name`, start)],
    };
  }
  const { value, problems, repeated, locate } = readJsonObject(text);
  const malformed = [...problems, ...repeated];
  if (malformed.length > 0) return { problems: malformed.map((problem) => problemAt(problem.message, problem)) };
  const parsed = layoutSchema.safeParse(value);
  if (parsed.success) return { name, sha256: layoutDigest(value), layout: parsed.data };
  const found = parsed.error.issues.flatMap((issue) => explainedIssue(issue, value));
  return { problems: found.slice(0, PROBLEMS_MAX).map(({ path, message }) => problemAt(message, locate(path))) };
};
