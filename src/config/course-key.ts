/** The parts of a course id that are printed. */
export type CourseKey = Readonly<{ org: string; course: string }>;

const NEW_STYLE = /^course-v1:([\p{L}\p{M}\p{N}_\-~.:]+)\+([\p{L}\p{M}\p{N}_\-~.:]+)\+[\p{L}\p{M}\p{N}_\-~.:]+$/u;
const OLD_STYLE = /^([\p{L}\p{M}\p{N}_.%-]+)\/([\p{L}\p{M}\p{N}_.%-]+)\/[\p{L}\p{M}\p{N}_.%-]+$/u;

/** Reads `course-v1:ORG+COURSE+RUN` and `ORG/COURSE/RUN`; null for anything else. */
export const parseCourseKey = (id: string): CourseKey | null => {
  const [, org, course] = NEW_STYLE.exec(id) ?? OLD_STYLE.exec(id) ?? [];
  return org && course ? { org, course } : null;
};
