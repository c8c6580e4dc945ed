import { readRequest } from '../adapters/xqueue/request.ts';
import type { SampleOrder } from '../app/draw-sample.ts';
import type { SampleSubject } from '../config/sample-subjects.ts';
import type { CertificateDesigns } from './compose-certificates.ts';

/** Whose sample it is. */
export type SamplePerson = Readonly<{ name: string; designation?: string | undefined; grade?: string | undefined }>;

/**
 * A sample as a certificate would be asked for. The border is the queue's: a name that it would refuse has a reason here,
 * too, and all others are tidied as they would be there.
 */
export const sampleOrder = async (
  { courseId, course }: SampleSubject,
  { name, designation, grade }: SamplePerson,
  { settingsBy, content }: CertificateDesigns,
): Promise<SampleOrder | Readonly<{ reason: string }>> => {
  const fields = { action: 'create', username: 'sample', course_id: courseId, name, designation, grade };
  const request = readRequest(JSON.stringify(fields));
  if (request.kind === 'unusable') return { reason: `${request.message} (${request.code})` };
  const now = new Date();
  const known = { ...(await content()), courses: new Map([[courseId, course]]) };
  const { settings, interstitial } = await settingsBy(known, request, now);
  return {
    courseId,
    requestedAt: now.toISOString(),
    settings,
    personal: { ...request.personal, interstitial: interstitial ?? null },
  };
};
