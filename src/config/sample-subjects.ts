import type { NamedLayout } from '../../templates/built-in-layouts.ts';
import type { Course, Courses } from './course-data.ts';

/** What a sample is drawn for: a course, as cert-data.yml has it, or a layout that no course was found for. */
export type SampleSubject = Readonly<{
  /** The course's id or the layout's name. */
  label: string;
  courseId: string;
  course: Course;
}>;

type Known = Readonly<{ courses: Courses; layouts: ReadonlyMap<string, NamedLayout> }>;

/** The course of a layout that is shown without any. */
const pretendedId = 'course-v1:edX+DemoX+Demo_Course';
const pretended: Course = { LONG_ORG: 'An Example University', LONG_COURSE: 'An Introduction to Everything' };

/** A layout, drawn for a course that is made up. */
export const layoutSubject = (name: string, given: Course = {}): SampleSubject => ({
  label: name,
  courseId: pretendedId,
  course: { ...pretended, ...given, LAYOUT: name },
});

/** A course, with what is given instead of its own data. */
export const courseSubject = (
  courseId: string,
  { courses }: Pick<Known, 'courses'>,
  given: Course = {},
): SampleSubject => ({
  label: courseId,
  courseId,
  course: { ...courses.get(courseId), ...given },
});

/**
 * Every course of cert-data.yml; without any, every layout.
 *
 * @param given what is said instead of a course's own data.
 */
export const sampleSubjects = (known: Known, given: Course = {}): readonly SampleSubject[] =>
  known.courses.size > 0
    ? [...known.courses.keys()].map((courseId) => courseSubject(courseId, known, given))
    : [...known.layouts.keys()].map((name) => layoutSubject(name, given));
