/**
 * What can happen to a certificate: data only, in the documented words. A stored event is one line
 * of the audit trail. Personal data sits in `personal` and nowhere else.
 */

/** The names of a certificate's files, chosen before any of them exists: 32 hexadecimal digits each. */
export type Artifacts = Readonly<{ downloadUuid: string; verifyUuid: string }>;

/** One hand-over of a submission. `key` is new each time, and must come back with the answer. */
export type Delivery = Readonly<{ queue: string; item: number; key: string }>;

/** The step of the work in which a failure happened. */
export type Step = 'render' | 'sign' | 'publish' | 'remove';

/** The person, as the LMS sent it. `grade` and `designation` are printed only by layouts that ask. */
export type Learner = Readonly<{
  username: string;
  name: string;
  grade: string | null;
  designation: string | null;
}>;

/** The person, and what is said to this one alone: the course's text for the grade, which would tell the grade. */
export type Personal = Learner & Readonly<{ interstitial: string | null }>;

/** A file of the operator's template folder, and what was in it when the command came. */
export type TemplateFile = Readonly<{
  /** Its place in `template_data`, with `/` between folders. */
  file: string;
  /** From 1. */
  page: number;
  sha256: string;
}>;

/** Everything but the person that the files depend on, resolved when the command came and kept for ever. */
export type CertificateSettings = Readonly<{
  /** The template asked for by name, or null: the standard one. */
  template: string | null;
  /** The layout's name, and the digest of what it said when the command came. */
  layout: string;
  layoutSha256: string;
  /** What lies under the text instead of the layout's own drawing. */
  underlay: TemplateFile | null;
  kind: 'honor' | 'verified';
  /** The printed organisation, e.g. `edX`, and its long form. */
  org: string;
  longOrg: string;
  /** The printed course number, e.g. `DemoX`, and its title. */
  course: string;
  longCourse: string;
  /** As printed, e.g. `January 31, 2026`. */
  issuedDate: string;
  /** What a certificate is called, e.g. `certificate`, and many of them. */
  called: string;
  calledPlural: string;
  /** What the course is, before `offered by`; null for the usual `a course of study`. */
  association: string | null;
  /** Printed by layouts that ask; null where the course has none. */
  disclaimer: string | null;
  credits: string | null;
  /** Titles whose holders get the wording for physicians. */
  mdCerts: readonly string[];
  /** True where the learner's title is not printed. */
  noTitle: boolean;
  /** False by explicit choice only: then no verify link is printed and no verification page exists. */
  signed: boolean;
  /** Base of the download URL, and of the verification pages' URL, without a slash at the end. */
  downloadUrl: string;
  verifyUrl: string;
  /** The PDF's file name. */
  filename: string;
  /** Why no certificate can be made with these settings, e.g. an unknown template; the work fails with it. */
  problem: Readonly<{ code: string; message: string }> | null;
}>;

/** A command that was accepted, with all that is needed to carry it out, also after a crash. */
export type Order = Readonly<{
  /** The submission's stable identity; the same for every delivery of it. */
  submission: string;
  /** Where the answer goes; null when a person issued it from the command line. */
  delivery: Delivery | null;
  /** The LMS's own word for the command, for the answer. */
  action: string;
  courseId: string;
  /**
   * True when the queue handed out a later item for this certificate before this one: items overtake each other, and the
   * LMS may go on pointing at the files of that one.
   */
  late: boolean;
  /** When the command was accepted, ISO 8601 in UTC. Every date in the files comes from here. */
  requestedAt: string;
  /** The new files' names. A deletion makes none. */
  artifacts: Artifacts | null;
  /** Files that the request itself asks to remove, beside those our history knows. */
  remove: Artifacts | null;
  settings: CertificateSettings;
  personal: Personal;
}>;

/** Why the work failed, in a form that a person can act upon. No personal data. */
export type Failure = Readonly<{
  step: Step;
  /** A word from the closed list in docs/errors.md. */
  code: string;
  exception: string;
  message: string;
  file: string;
  line: number;
}>;

type Fact<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;
type Of<Data> = { submission: string } & Data;

export type CertificateCommand =
  | Fact<'add_cert', Order & { artifacts: Artifacts }>
  | Fact<'regen_cert', Order & { artifacts: Artifacts }>
  | Fact<'del_cert', Order>;

/** A request that could not be understood, kept and answered all the same. */
export type CommandRefused = Fact<
  'command.refused',
  Of<{
    delivery: Delivery | null;
    action: string | null;
    courseId: string | null;
    requestedAt: string;
    code: string;
    exception: string;
    message: string;
    file: string;
    line: number;
    personal: Readonly<{ username: string | null; rawBody: string }>;
  }>
>;

type PriorStateAssumed = Fact<'prior_state.assumed', Of<{ state: 'unavailable' | 'downloadable'; because: string }>>;

export type CertificateEvent =
  | CertificateCommand
  | CommandRefused
  | PriorStateAssumed
  | Fact<'certificate.rendered', Of<{ sha256: string; bytes: number }>>
  | Fact<'certificate.signed', Of<{ signature: Signature | null }>>
  | Fact<'certificate.created', Of<{ artifacts: Artifacts; downloadUrl: string }>>
  | Fact<'certificate.removed', Of<{ artifacts: readonly Artifacts[] }>>
  | Fact<'certificate.deleted', Of<{ artifacts: readonly Artifacts[] }>>
  | Fact<'certificate.failed', Of<Failure>>
  | Fact<'reply.posted', Of<Posted>>;

/** The queue took an answer. */
type Posted = Readonly<{
  /** The newest delivery of the submission; null when a person asked for it. */
  delivery: Delivery | null;
  /** How often it was handed over again after its answer was taken; from 0 again when a person has posted it. */
  redeliveries: number;
  /** True when a person posted it again. */
  resent: boolean;
}>;

/** Who signed the PDF; null in `certificate.signed` says that signing was switched off on purpose. */
export type Signature = Readonly<{ fingerprint: string; sha256: string }>;
