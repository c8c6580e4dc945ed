import type {
  CertificateCommand,
  CertificateEvent,
  CertificateSettings,
  Order,
} from '../../machines/certificate.events.ts';

export const sampleSettings: CertificateSettings = {
  template: null,
  layout: 'standard',
  layoutSha256: 'a'.repeat(64),
  underlay: null,
  kind: 'honor',
  org: 'edX',
  longOrg: 'edX',
  course: 'DemoX',
  longCourse: 'Introduction to Demonstrations',
  issuedDate: 'May 1, 2026',
  called: 'certificate',
  calledPlural: 'certificates',
  association: null,
  disclaimer: null,
  credits: null,
  mdCerts: [],
  noTitle: false,
  signed: true,
  downloadUrl: 'https://certs.example.org',
  verifyUrl: 'https://certs.example.org',
  filename: 'Certificate.pdf',
  problem: null,
};

const hex = (n: number, digit: string): string => `${n}`.padStart(32, digit);
export const artifactsOf = (n: number) => ({ downloadUuid: hex(n, 'd'), verifyUuid: hex(n, 'e') });

/** The order of submission `n`, for the same learner and course. */
const order = (n: number): Order => ({
  submission: `submission-${n}`,
  delivery: { queue: 'certificates', item: n, key: `key-${n}` },
  action: 'create',
  courseId: 'course-v1:edX+DemoX+Demo_2014',
  late: false,
  requestedAt: '2026-05-01T10:00:00.000Z',
  artifacts: null,
  remove: null,
  settings: sampleSettings,
  personal: { username: 'ada', name: 'Ada Lovelace', grade: 'Pass', designation: null, interstitial: null },
});

export const addCert = (n: number): CertificateCommand => ({
  type: 'add_cert',
  data: { ...order(n), artifacts: artifactsOf(n) },
});
export const regenCert = (n: number): CertificateCommand => ({
  type: 'regen_cert',
  data: { ...order(n), action: 'regen', artifacts: artifactsOf(n) },
});
export const delCert = (n: number): CertificateCommand => ({
  type: 'del_cert',
  data: { ...order(n), action: 'remove' },
});

const of = (n: number) => ({ submission: `submission-${n}` });
export const rendered = (n: number): CertificateEvent => ({
  type: 'certificate.rendered',
  data: { ...of(n), sha256: 'ab'.repeat(32), bytes: 40_000 },
});
export const signed = (n: number): CertificateEvent => ({
  type: 'certificate.signed',
  data: { ...of(n), signature: { fingerprint: 'F'.repeat(40), sha256: 'cd'.repeat(32) } },
});
export const created = (n: number): CertificateEvent => ({
  type: 'certificate.created',
  data: {
    ...of(n),
    artifacts: artifactsOf(n),
    downloadUrl: `https://certs.example.org/downloads/${artifactsOf(n).downloadUuid}/Certificate.pdf`,
  },
});
export const removed = (n: number, ...gone: number[]): CertificateEvent => ({
  type: 'certificate.removed',
  data: { ...of(n), artifacts: gone.map(artifactsOf) },
});
export const deleted = (n: number, ...gone: number[]): CertificateEvent => ({
  type: 'certificate.deleted',
  data: { ...of(n), artifacts: gone.map(artifactsOf) },
});
export const failed = (n: number): CertificateEvent => ({
  type: 'certificate.failed',
  data: {
    ...of(n),
    step: 'publish',
    code: 's3-unreachable',
    exception: 'ArtifactStoreError',
    message: 'bucket certs does not answer',
    file: 's3.ts',
    line: 7,
  },
});
export const refused = (n: number): Extract<CertificateEvent, { type: 'command.refused' }> => ({
  type: 'command.refused',
  data: {
    ...of(n),
    delivery: { queue: 'certificates', item: n, key: `key-${n}` },
    action: null,
    courseId: null,
    requestedAt: '2026-05-01T10:00:00.000Z',
    code: 'body-not-json',
    exception: 'UnusableRequest',
    message: 'the body is not JSON',
    file: 'commands.ts',
    line: 1,
    personal: { username: null, rawBody: '{' },
  },
});
export const assumed = (n: number, state: 'unavailable' | 'downloadable'): CertificateEvent => ({
  type: 'prior_state.assumed',
  data: { ...of(n), state, because: 'the LMS says so' },
});
export const replied = (n: number, redeliveries = 0, resent = false): CertificateEvent => ({
  type: 'reply.posted',
  data: { ...of(n), delivery: null, redeliveries, resent },
});

/** A whole creation, and what else commands lead to, each as a list of facts. */
export const creation = (n: number) => [addCert(n), rendered(n), signed(n), created(n), replied(n)];
