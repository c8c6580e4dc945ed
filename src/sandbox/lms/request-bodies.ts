import type { CertificateRow } from './certificates.ts';
import type { Subject } from './records.ts';

/** What an LMS knows when it asks for a certificate. */
export type CertificateWish = Subject &
  Readonly<{
    /** The learner's full name. */
    name: string;
    /** Default: the course's key. */
    courseName?: string;
    /** Default `Pass`; null for a learner without a grade. */
    grade?: string | null;
    /** Default: the course's own, `certificate-template-ORG-COURSE.pdf`. */
    templatePdf?: string;
    /** More fields, as some LMSs have them, e.g. `{ designation: 'MD' }`. */
    extra?: Readonly<Record<string, unknown>>;
  }>;

/** Since 04/2014. */
export const createBody = (wish: CertificateWish): string =>
  JSON.stringify({
    action: 'create',
    username: wish.username,
    course_id: wish.courseId,
    course_name: wish.courseName ?? wish.courseId,
    name: wish.name,
    grade: wish.grade === undefined ? 'Pass' : wish.grade,
    template_pdf: wish.templatePdf ?? templateOf(wish.courseId),
    ...wish.extra,
  });

/** 11/2012 to 01/2013. */
export const regenBody = ({ username, courseId, name, extra }: CertificateWish, old: CertificateRow): string =>
  JSON.stringify({ action: 'regen', ...filesOf(old), username, course_id: courseId, name, ...extra });

/** `delete` is what LMSs sent, without a course; `remove` with one is what agents understood. */
export const removeBody = (action: 'remove' | 'delete', subject: Subject, old: CertificateRow): string =>
  JSON.stringify({
    action,
    ...filesOf(old),
    username: subject.username,
    ...(action === 'remove' ? { course_id: subject.courseId } : {}),
  });

/** Since 02/2015: no grade and no course name, and a uuid instead of a user. */
export const exampleBody = (wish: Omit<CertificateWish, 'username'>, uuid: string): string =>
  JSON.stringify({
    action: 'create',
    course_id: wish.courseId,
    name: wish.name,
    template_pdf: wish.templatePdf ?? templateOf(wish.courseId),
    username: uuid,
    example_certificate: true,
  });

const filesOf = ({ verifyUuid, downloadUuid }: CertificateRow) => ({
  delete_verify_uuid: verifyUuid,
  delete_download_uuid: downloadUuid,
});

const templateOf = (courseId: string): string => {
  const [org, course] = courseId.replace('course-v1:', '').split(/[+/]/);
  return `certificate-template-${org}-${course}.pdf`;
};
