import { hasAtMost } from './text.ts';

/** `course-v1:ORG+COURSE+RUN`, and the older `ORG/COURSE/RUN`, with the letters and digits of any script. */
const styles = [
  /^course-v1:(?:[\p{L}\p{N}_\-~.:]+\+){2}[\p{L}\p{N}_\-~.:]+$/u,
  /^(?:[\p{L}\p{N}_.%-]+\/){2}[\p{L}\p{N}_.%-]+$/u,
];

/** The LMS's column. */
const charactersMax = 255;

/** True for a course's key as the LMS writes it. Libraries and the like have other keys, and no certificates. */
export const isCourseKey = (text: string): boolean =>
  hasAtMost(charactersMax, text) && styles.some((style) => style.test(text));
