import type { Artifacts } from '../../../machines/certificate.events.ts';
import type { CertificateRequest, UnusableRequest } from '../../ports/submission-queue.ts';
import { parseJson } from './json.ts';
import { removedFilesSchema } from './removed-files.ts';
import { makingSchema, removingSchema } from './request-schema.ts';
import { type Fault, type Fields, firstFault, unusable } from './unusable.ts';

/** What the queue's server lets through in one form. */
const bodyBytesMax = 2_621_440;

/**
 * Turns the body of an item, which anybody may have written, into a request in our words. Never
 * throws: what cannot be understood comes back as such, and is answered all the same.
 */
export const readRequest = (body: string): CertificateRequest | UnusableRequest => {
  const read = readFields(body);
  if ('code' in read) return unusable(body, read);
  const request = readCommand(read.fields);
  return 'kind' in request ? request : unusable(body, request, read.fields);
};

const readFields = (body: string): Readonly<{ fields: Fields }> | Fault => {
  if (Buffer.byteLength(body) > bodyBytesMax) {
    return { code: 'body-too-large', message: `the body has more than ${bodyBytesMax} bytes` };
  }
  const json = parseJson(body);
  if (!json.ok) {
    return json.because === 'too-deep'
      ? { code: 'body-too-deep', message: 'the body is nested too deeply' }
      : { code: 'body-not-json', message: 'the body is not JSON, or it was cut' };
  }
  const { value } = json;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { fields: value as Fields };
  return { code: 'body-not-object', message: 'the body is JSON, but not an object' };
};

/** The LMS's words, of all periods, for the three commands. */
const readCommand = (fields: Fields): CertificateRequest | Fault => {
  switch (fields['action']) {
    case 'create':
      return readMaking(fields, { command: 'add_cert', action: 'create', remove: null });
    case 'regen': {
      const files = removedFilesSchema.safeParse(fields);
      if (!files.success) return firstFault(files.error, fields);
      return readMaking(fields, { command: 'regen_cert', action: 'regen', remove: files.data });
    }
    case 'remove':
    case 'delete':
      return readRemoving(fields, fields['action']);
    default:
      return { code: 'action-unknown', message: '"action" is none of create, regen, remove, delete' };
  }
};

type Making = Readonly<{ command: 'add_cert' | 'regen_cert'; action: string; remove: Artifacts | null }>;

const readMaking = (fields: Fields, making: Making): CertificateRequest | Fault => {
  const { success, data, error } = makingSchema.safeParse(fields);
  if (!success) return firstFault(error, fields);
  return {
    kind: 'request',
    ...making,
    courseId: data.course_id,
    courseName: data.course_name,
    template: data.template_pdf,
    issuedOn: data.issued_date,
    personal: { username: data.username, name: data.name, grade: data.grade, designation: data.designation },
  };
};

/** A removal needs to know nothing of the person but the account. */
const readRemoving = (fields: Fields, action: string): CertificateRequest | Fault => {
  const account = removingSchema.safeParse(fields);
  if (!account.success) return firstFault(account.error, fields);
  const files = removedFilesSchema.safeParse(fields);
  if (!files.success) return firstFault(files.error, fields);
  return {
    kind: 'request',
    command: 'del_cert',
    action,
    courseId: account.data.course_id,
    courseName: null,
    template: null,
    issuedOn: null,
    remove: files.data,
    personal: { username: account.data.username, name: '', grade: null, designation: null },
  };
};
