import { z } from 'zod';
import { isCourseKey } from './course-key.ts';
import { hasAtMost, isWellFormed, tidyText } from './text.ts';

/** Why a request is unusable: the closed list of docs/errors.md. */
export type UnusableCode =
  | 'body-too-large'
  | 'body-not-json'
  | 'body-too-deep'
  | 'body-not-object'
  | 'action-unknown'
  | 'field-missing'
  | 'field-invalid'
  | 'field-too-long'
  | 'text-malformed'
  | 'username-invalid'
  | 'course-key-invalid'
  | 'name-empty'
  | 'name-too-long'
  | 'template-name-unsafe';

/** A broken rule, in the form that zod carries to its issue; later rules are not asked. */
const fault = (code: UnusableCode, message: string) => ({ error: message, params: { code }, abort: true });

const wellFormed = (field: string) =>
  z.string().refine(isWellFormed, fault('text-malformed', `"${field}" holds half of a surrogate pair`));

/** The account's name goes back as it came, or the LMS would not find the account. */
export const username = z
  .string()
  .refine(
    (text) => /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(text) && text.trim() !== '' && hasAtMost(150, text),
    fault('username-invalid', '"username" must have 1 to 150 printable characters'),
  );

export const courseId = z
  .string()
  .refine(isCourseKey, fault('course-key-invalid', '"course_id" is no course key like course-v1:ORG+COURSE+RUN'));

const name = wellFormed('name')
  .refine((text) => hasAtMost(255, text), fault('name-too-long', '"name" has more than 255 characters'))
  .transform(tidyText)
  .refine(
    (text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text),
    fault('name-empty', '"name" has nothing to print: the learner must fill in the profile, then ask again'),
  );

const optionalText = (field: string, charactersMax: number) =>
  wellFormed(field)
    .refine(
      (text) => hasAtMost(charactersMax, text),
      fault('field-too-long', `"${field}" has more than ${charactersMax} characters`),
    )
    .transform((text) => tidyText(text) || null)
    .nullish()
    .transform((text) => text ?? null);

/** One fork's LMS wrote Python's None as text. */
const designation = optionalText('designation', 255).transform((text) => (text === 'None' ? null : text));

const template = wellFormed('template_pdf')
  .refine((text) => hasAtMost(255, text), fault('field-too-long', '"template_pdf" has more than 255 characters'))
  .refine(
    (text) => !/[/\\\p{Cc}]|\.\.|^\./u.test(text),
    fault('template-name-unsafe', '"template_pdf" must be a plain file name, not a path'),
  )
  .nullish()
  .transform((text) => text || null);

/** A day, or a moment of which only the day counts. */
const issuedOn = z.iso
  .date()
  .or(z.iso.datetime({ offset: true, local: true }))
  .or(z.literal(''))
  .nullish()
  .transform((text) => text?.slice(0, 10) || null);

/** Body of a request for a certificate, in every period's dialect; what is not named here is ignored. */
export const makingSchema = z.object({
  username,
  course_id: courseId,
  course_name: optionalText('course_name', 1_000),
  name,
  grade: optionalText('grade', 255),
  designation,
  template_pdf: template,
  issued_date: issuedOn,
});

/** Body of a request for a removal. */
export const removingSchema = z.object({ username, course_id: courseId });
