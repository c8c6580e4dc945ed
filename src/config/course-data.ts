import { z } from 'zod';
import { onOff } from './choice-kinds.ts';
import { parseCourseKey } from './course-key.ts';
import { didYouMean } from './nearest-name.ts';
import type { SettingsProblem } from './settings-problem.ts';
import type { TextPlace } from './text-place.ts';
import { quoted, visibleText } from './visible-text.ts';
import { readYaml } from './yaml-text.ts';

const words = z.string().max(1_000);
const paragraph = z.string().max(10_000);

const courseSchema = z.strictObject({
  LONG_ORG: words.optional(),
  LONG_COURSE: words.optional(),
  /** Free text, or ROLLING: the day of the request. */
  ISSUED_DATE: words.optional(),
  ORG: words.optional(),
  COURSE: words.optional(),
  VERSION: z
    .union([z.literal([1, 2]), z.enum(['1', '2', 'MIT_PE', 'stanford', '3_dynamic', 'stanford_cme'])])
    .optional(),
  TEMPLATEFILE: words.optional(),
  CERTS_ARE_CALLED: words.optional(),
  CERTS_ARE_CALLED_PLURAL: words.optional(),
  COURSE_ASSOCIATION_TEXT: paragraph.optional(),
  VERIFY: onOff.schema.optional(),
  HAS_DISCLAIMER: onOff.schema.optional(),
  MD_CERTS: z.unknown().optional(),
  NO_TITLE: z.unknown().optional(),
  CREDITS: z.unknown().optional(),
  interstitial: z.record(z.string(), paragraph).optional(),
});

/** What an operator says about one course, in the words of cert-data.yml. */
export type Course = z.infer<typeof courseSchema>;

/** By course id, exactly as the LMS spells it. */
export type Courses = ReadonlyMap<string, Course>;

export type CourseData =
  | Readonly<{ courses: Courses; warnings: readonly SettingsProblem[] }>
  | Readonly<{ problems: readonly SettingsProblem[] }>;

const names: readonly string[] = Object.keys(courseSchema.shape);

/** Only other layouts than the standard one print these. */
const unprinted = [
  'CERTS_ARE_CALLED_PLURAL',
  'COURSE_ASSOCIATION_TEXT',
  'HAS_DISCLAIMER',
  'MD_CERTS',
  'NO_TITLE',
  'CREDITS',
  'interstitial',
] as const;

/** Reads cert-data.yml. Every problem is told with its place, and what has no effect yet as a warning. */
export const parseCourseData = (path: string, text: string): CourseData => {
  const { value, problems: malformed, locate } = readYaml(text);
  const problemAt = ({ line, column }: TextPlace, message: string): SettingsProblem => ({
    code: 'course-data-invalid',
    origin: { kind: 'file', where: visibleText(path), line, column },
    message,
  });
  if (malformed.length > 0) return { problems: malformed.map((problem) => problemAt(problem, problem.message)) };

  const parsed = z.record(z.string(), courseSchema.nullable()).safeParse(value ?? {});
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => explained(issue));
  const badIds = Object.keys(typeof value === 'object' && value !== null ? value : {}).filter(
    (id) => parseCourseKey(id) === null,
  );
  const problems = [
    ...issues.map((issue) => problemAt(locate(issue.path), issue.message)),
    ...badIds.map((id) =>
      problemAt(locate([id]), `${quoted(id)} is no course id: ORG/COURSE/RUN or course-v1:ORG+COURSE+RUN`),
    ),
  ];
  if (problems.length > 0 || !parsed.data) return { problems };

  const courses = new Map(Object.entries(parsed.data).map(([id, course]) => [id, course ?? {}]));
  const warnings = [...courses].flatMap(([id, course]) =>
    unusedIn(course).map(
      (message): SettingsProblem => ({ ...problemAt(locate([id]), message), code: 'course-data-unused' }),
    ),
  );
  return { courses, warnings };
};

const unusedIn = (course: Course): readonly string[] => {
  const { VERSION: version } = course;
  const idle = unprinted.filter((name) => course[name] !== undefined);
  return [
    ...(version === undefined || String(version) === '1'
      ? []
      : [`VERSION ${version} is printed in the standard layout for now`]),
    ...(idle.length === 0 ? [] : [`the standard layout does not print ${idle.join(', ')}`]),
  ];
};

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
  return [{ path: issue.path, message: `${String(name)}: expected ${expectations[String(name)] ?? 'text'}` }];
};

const expectations: Readonly<Record<string, string>> = {
  VERSION: '1, 2, MIT_PE, stanford, 3_dynamic or stanford_cme',
  VERIFY: 'true or false',
  HAS_DISCLAIMER: 'true or false',
  interstitial: 'texts by grade, e.g. `Pass: …`',
  ISSUED_DATE: 'text as it is to be printed, or ROLLING',
};
