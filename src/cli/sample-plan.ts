import type { Course } from '../config/course-data.ts';
import { fileStems } from '../config/file-stems.ts';
import { parseIsoDay, renderDay } from '../config/issued-date.ts';
import { courseSubject, type SampleSubject, sampleSubjects } from '../config/sample-subjects.ts';
import type { CertificateDesigns } from './compose-certificates.ts';

/** What the author of a template gives; what is left out comes from cert-data.yml, or is tried in every way. */
export type SampleOptions = Readonly<{
  courseId?: string;
  name?: string;
  templateFile?: string;
  longOrg?: string;
  longCourse?: string;
  issuedDate?: string;
  assignTitle?: string;
  gradeText?: string;
  inputFile?: string;
  reportFile?: string;
  out: string;
  overwrite?: boolean;
}>;

/** One sample to be drawn, and the name of its file, which tells nothing of the person. */
export type PlannedSample = Readonly<{ subject: SampleSubject; name: string; file: string }>;

type Content = Awaited<ReturnType<CertificateDesigns['content']>>;

/** Every name for every course that was asked for, in the order of the names. */
export const planSamples = (
  options: SampleOptions,
  content: Content,
  names: readonly string[],
): readonly PlannedSample[] => {
  const given = givenCourse(options);
  const subjects =
    options.courseId === undefined ? sampleSubjects(content, given) : [courseSubject(options.courseId, content, given)];
  const stems = fileStems(subjects.map(({ label }) => label));
  return subjects.flatMap((subject, at) =>
    names.map((name, index) => ({ subject, name, file: `${stems[at]}-${index + 1}.pdf` })),
  );
};

/** The flags in the words of cert-data.yml: they beat it. */
const givenCourse = ({ templateFile, longOrg, longCourse, issuedDate }: SampleOptions): Course => ({
  ...(templateFile === undefined ? {} : { TEMPLATEFILE: templateFile }),
  ...(longOrg === undefined ? {} : { LONG_ORG: longOrg }),
  ...(longCourse === undefined ? {} : { LONG_COURSE: longCourse }),
  ...(issuedDate === undefined ? {} : { ISSUED_DATE: printedDay(issuedDate) }),
});

/** An ISO date is printed as every certificate's; other words as they are, as in cert-data.yml. */
const printedDay = (given: string): string => {
  const day = parseIsoDay(given);
  return day ? renderDay(day) : given;
};
