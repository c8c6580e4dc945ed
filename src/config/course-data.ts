import { z } from 'zod';
import { builtInLayouts, type NamedLayout, standardLayout } from '../../templates/built-in-layouts.ts';
import { onOff } from './choice-kinds.ts';
import { parseCourseKey } from './course-key.ts';
import { didYouMean } from './nearest-name.ts';
import type { SettingsProblem } from './settings-problem.ts';
import type { TextPlace } from './text-place.ts';
import { unprintedKeys } from './unprinted-keys.ts';
import { quoted, visibleText } from './visible-text.ts';
import { readYaml } from './yaml-text.ts';

const words = z.string().max(1_000);
const paragraph = z.string().max(10_000);

/** Physicians' titles: a list, one text with commas, or a yes for the usual ones. */
const physicians = ['MD', 'DO'];
const titles = z.union([
  z.array(words).max(100),
  onOff.schema.transform((isOn) => (isOn ? physicians : [])),
  words.transform((text) => text.split(/[,;]/).map((title) => title.trim())),
]);

const courseSchemaOf = (layouts: ReadonlyMap<string, NamedLayout>) => {
  const layoutName = words.refine((name) => layouts.has(name), {
    error: ({ input }) => noSuchLayout(String(input), [...layouts.keys()]),
  });
  return z.strictObject({
    LONG_ORG: words.optional(),
    LONG_COURSE: words.optional(),
    /** Free text, or ROLLING: the day of the request. */
    ISSUED_DATE: words.optional(),
    ORG: words.optional(),
    COURSE: words.optional(),
    /** A layout's name, in the old agent's word; numbers are names as well. */
    VERSION: layoutName.optional(),
    LAYOUT: layoutName.optional(),
    TEMPLATEFILE: words.optional(),
    CERTS_ARE_CALLED: words.optional(),
    CERTS_ARE_CALLED_PLURAL: words.optional(),
    COURSE_ASSOCIATION_TEXT: paragraph.optional(),
    VERIFY: onOff.schema.optional(),
    HAS_DISCLAIMER: onOff.schema.optional(),
    MD_CERTS: titles.optional(),
    NO_TITLE: onOff.schema.optional(),
    CREDITS: words.optional(),
    interstitial: z.record(z.string(), paragraph).optional(),
  });
};

const NAMES_MAX = 20;
/** Of each kind; more are told when these are mended. */
const PROBLEMS_MAX = 20;

const noSuchLayout = (name: string, names: readonly string[]): string => {
  const more = names.length > NAMES_MAX ? ', …' : '';
  return `there is no layout ${quoted(name)}: expected one of ${names.slice(0, NAMES_MAX).join(', ')}${more}`;
};

/** What an operator says about one course, in the words of cert-data.yml. */
export type Course = z.infer<ReturnType<typeof courseSchemaOf>>;

/** By course id, exactly as the LMS spells it. */
export type Courses = ReadonlyMap<string, Course>;

export type CourseData =
  | Readonly<{ courses: Courses; warnings: readonly SettingsProblem[] }>
  | Readonly<{ problems: readonly SettingsProblem[] }>;

const names: readonly string[] = Object.keys(courseSchemaOf(builtInLayouts).shape);

/**
 * Reads cert-data.yml. Every problem is told with its place, and what the course's layout does not print as a warning.
 *
 * @param layouts the layouts that a course can name.
 */
export const parseCourseData = (
  path: string,
  text: string,
  layouts: ReadonlyMap<string, NamedLayout> = builtInLayouts,
): CourseData => {
  const { value, problems: malformed, locate } = readYaml(text, { words: true });
  const problemAt = ({ line, column }: TextPlace, message: string): SettingsProblem => ({
    code: 'course-data-invalid',
    origin: { kind: 'file', where: visibleText(path), line, column },
    message,
  });
  if (malformed.length > 0) return { problems: malformed.map((problem) => problemAt(problem, problem.message)) };

  const parsed = z.record(z.string(), courseSchemaOf(layouts).nullable()).safeParse(value ?? {});
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => explained(issue)).slice(0, PROBLEMS_MAX);
  const badIds = Object.keys(typeof value === 'object' && value !== null ? value : {})
    .filter((id) => parseCourseKey(id) === null)
    .slice(0, PROBLEMS_MAX);
  const problems = [
    ...issues.map((issue) => problemAt(locate(issue.path), issue.message)),
    ...badIds.map((id) =>
      problemAt(locate([id]), `${quoted(id)} is no course id: ORG/COURSE/RUN or course-v1:ORG+COURSE+RUN`),
    ),
  ];
  if (problems.length > 0 || !parsed.data) return { problems };

  const courses = new Map(Object.entries(parsed.data).map(([id, course]) => [id, course ?? {}]));
  const warnings = [...courses].flatMap(([id, course]) => {
    const { name, layout } = layouts.get(layoutNameOf(course) ?? standardLayout) ?? {};
    const idle = layout ? unprintedKeys(course, layout) : [];
    const message = `the layout ${name} does not print ${idle.join(', ')}`;
    const warning: SettingsProblem = { ...problemAt(locate([id]), message), code: 'course-data-unused' };
    return idle.length === 0 ? [] : [warning];
  });
  return { courses, warnings };
};

/** The name of a course's layout, when it has one of its own. */
export const layoutNameOf = ({ LAYOUT, VERSION }: Course): string | undefined => LAYOUT ?? VERSION;

type Explained = Readonly<{ path: readonly PropertyKey[]; message: string }>;

const explained = (issue: z.core.$ZodIssue): readonly Explained[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `${quoted(key)} says nothing about a course${didYouMean(key, names)}`,
    }));
  }
  const name = issue.path[1];
  if (name === undefined) return [{ path: issue.path, message: 'expected a course id with names and values below it' }];
  if (issue.code === 'custom') return [{ path: issue.path, message: `${String(name)}: ${issue.message}` }];
  return [{ path: issue.path, message: `${String(name)}: expected ${expectations[String(name)] ?? 'text'}` }];
};

const expectations: Readonly<Record<string, string>> = {
  VERSION: 'the name of a layout, e.g. 2 or 3_dynamic',
  LAYOUT: 'the name of a layout, e.g. standard',
  VERIFY: 'true or false',
  HAS_DISCLAIMER: 'true or false',
  NO_TITLE: 'true or false',
  MD_CERTS: 'titles, e.g. [MD, DO], or true for these two',
  interstitial: 'texts by grade, e.g. `Pass: …`',
  ISSUED_DATE: 'text as it is to be printed, or ROLLING',
};
