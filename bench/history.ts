import { initialState } from '../machines/certificate.decider.ts';
import type { CertificateEvent, Order } from '../machines/certificate.events.ts';
import { advance, type CertificateStream, type Clerk, commit } from '../src/app/certificate-streams.ts';
import { createProvenance } from '../src/app/provenance.ts';
import type { EventStore } from '../src/ports/event-store.ts';

/** Invented certificates whose events are as many, as long and as mixed as real ones. The same number, the same events. */

const digits = (n: number, letter: string): string => n.toString(16).padStart(32, letter);
const startMs = Date.parse('2026-01-01T00:00:00Z');

/** Every learner is another one; a tenth of the certificates fail at first, a tenth are regenerated. */
export const certificateOf = (n: number): CertificateStream => {
  const name = `certificate-${digits(n, '0')}`;
  const empty: CertificateStream = { name, state: initialState, history: [], next: 0n, stored: 0n };
  const clerk = clerkOf(n);
  return advance(empty, [...eventsOf(n)], { ...clerk, cause: `delivery-${digits(n, 'a')}` });
};

const provenance = createProvenance('bench-4711-00c0ffee');
const clerkOf = (n: number): Clerk => {
  let ticks = 0;
  return {
    provenance,
    surroundings: {
      // A certificate every ten seconds: a million events are some three weeks.
      now: () => {
        ticks += 1;
        return new Date(startMs + n * 10_000 + ticks * 40);
      },
      uuid: () => digits(n, 'b'),
    },
  };
};

const eventsOf = function* (n: number): Generator<CertificateEvent> {
  if (n % 10 === 3) yield* attempt(orderOf(n, 2), failedAt);
  yield* attempt(orderOf(n, 0), madeBy);
  if (n % 10 === 7) yield* regeneration(n);
};

const attempt = function* (
  order: Order & { artifacts: NonNullable<Order['artifacts']> },
  outcome: (order: Order) => Generator<CertificateEvent>,
): Generator<CertificateEvent> {
  yield { type: 'add_cert', data: order };
  yield* outcome(order);
  const { submission, delivery } = order;
  yield { type: 'reply.posted', data: { submission, delivery, redeliveries: 0, resent: false } };
};

const madeBy = function* ({ submission, artifacts }: Order): Generator<CertificateEvent> {
  yield { type: 'certificate.rendered', data: { submission, sha256: digits(1, 'c').repeat(2), bytes: 49_137 } };
  const signature = { fingerprint: 'F'.repeat(40), sha256: digits(2, 'd').repeat(2) };
  yield { type: 'certificate.signed', data: { submission, signature } };
  if (!artifacts) return;
  const downloadUrl = `https://certs.example.org/downloads/${artifacts.downloadUuid}/Certificate.pdf`;
  yield { type: 'certificate.created', data: { submission, artifacts, downloadUrl } };
};

const failedAt = function* ({ submission }: Order): Generator<CertificateEvent> {
  const place = { exception: 'RenderError', file: 'check-printable.ts', line: 31 };
  const message = 'the name has a sign that the fonts do not have: U+1F393';
  yield { type: 'certificate.failed', data: { submission, step: 'render', code: 'glyph-missing', message, ...place } };
};

const regeneration = function* (n: number): Generator<CertificateEvent> {
  const order = orderOf(n, 1);
  yield { type: 'regen_cert', data: { ...order, action: 'regen' } };
  yield* madeBy(order);
  const { submission, delivery } = order;
  yield { type: 'certificate.removed', data: { submission, artifacts: [orderOf(n, 0).artifacts] } };
  yield { type: 'reply.posted', data: { submission, delivery, redeliveries: 0, resent: false } };
};

const orderOf = (n: number, round: number) => ({
  submission: digits(n * 3 + round, 'e'),
  delivery: { queue: 'certificates', item: n * 3 + round, key: digits(n, 'f') },
  action: 'create',
  courseId: `course-v1:edX+DemoX+${2000 + (n % 400)}`,
  late: false,
  requestedAt: new Date(startMs + n * 10_000).toISOString(),
  artifacts: { downloadUuid: digits(n * 3 + round, '1'), verifyUuid: digits(n * 3 + round, '2') },
  remove: null,
  settings: {
    template: null,
    layout: 'standard',
    layoutSha256: digits(1, 'a').repeat(2),
    underlay: null,
    kind: 'honor',
    org: 'edX',
    longOrg: 'The University of Invented Examples',
    course: 'DemoX',
    longCourse: 'Introduction to Demonstrations',
    issuedDate: 'January 31, 2026',
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
  } as const,
  personal: {
    username: `learner-${n}`,
    name: `Learner Number ${n}`,
    grade: 'Pass',
    designation: null,
    interstitial: null,
  },
});

const inFlight = 500;

/**
 * Fills an empty store with at least so many events.
 *
 * @returns how many events and certificates there are.
 */
export const fill = async (
  store: EventStore<CertificateEvent>,
  eventsMin: number,
): Promise<Readonly<{ events: number; certificates: number }>> => {
  let events = 0;
  let certificates = 0;
  while (events < eventsMin) {
    const group = Array.from({ length: inFlight }, (_, at) => certificateOf(certificates + at));
    await Promise.all(group.map((certificate) => commit(certificate, store)));
    certificates += group.length;
    events += group.reduce((sum, { history }) => sum + history.length, 0);
  }
  return { events, certificates };
};
