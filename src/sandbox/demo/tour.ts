import type { Sandbox } from '../start-sandbox.ts';

/** One stop of the tour: what the LMS asks for, and how it must end there. */
export type Stop = Readonly<{
  title: string;
  /** Asks for something; `settled` then tells when it is over. */
  ask: (sandbox: Sandbox) => Promise<void>;
  settled: (sandbox: Sandbox) => boolean;
  /** The agent is killed in the middle of this one, and started again. */
  killedInTheMiddle?: boolean;
}>;

const courseId = 'course-v1:edX+DemoX+Demo_2026';
const courseName = 'Introduction to Demonstrations';
const of = (username: string) => ({ username, courseId });
const wish = (username: string, name: string) => ({ ...of(username), name, courseName });

const isIn = (username: string, status: string) => (sandbox: Sandbox) =>
  sandbox.lms.row(of(username))?.status === status;

/** Waits until every item left the queue, whatever the LMS thinks of the answers. */
const allRetired = ({ xqueue }: Sandbox): boolean => xqueue.items().every(({ retired }) => retired);

const classmates = ['grace', 'edsger', 'barbara', 'alan', 'katherine', 'donald', 'radia', 'niklaus'];

export const tour: readonly Stop[] = [
  {
    title: 'create: a certificate for Ada',
    ask: ({ lms }) => lms.requestCertificate(wish('ada', 'Ada Lovelace')),
    settled: isIn('ada', 'downloadable'),
  },
  {
    title: 'create: a name that looks like markup, with accents',
    ask: ({ lms }) => lms.requestCertificate(wish('jose', 'José <b>Ñandú & Søn’s</b> Ελένη Илья')),
    settled: isIn('jose', 'downloadable'),
  },
  {
    title: `create: ${classmates.length} at once; the agent is killed in the middle and started again`,
    ask: async ({ lms }) => {
      for (const username of classmates) await lms.requestCertificate(wish(username, `${username} of the class`));
    },
    settled: ({ lms }) => classmates.every((username) => lms.row(of(username))?.status === 'downloadable'),
    killedInTheMiddle: true,
  },
  {
    title: 'regen: Ada gets a new one, then the old files go',
    ask: ({ lms }) => lms.regenerateCertificate(wish('ada', 'Augusta Ada King, Countess of Lovelace')),
    settled: isIn('ada', 'downloadable'),
  },
  {
    title: 'remove: Grace asks for hers to be taken down',
    ask: ({ lms }) => lms.removeCertificate(of('grace')),
    settled: isIn('grace', 'deleted'),
  },
  {
    title: 'failure: a template that does not exist',
    ask: ({ lms }) =>
      lms.requestCertificate({ ...wish('linus', 'Linus Example'), templatePdf: 'no-such-template.pdf' }),
    settled: isIn('linus', 'error'),
  },
  {
    title: 'recovery: the same learner again, with a template that exists',
    ask: ({ lms }) => lms.requestCertificate(wish('linus', 'Linus Example')),
    settled: isIn('linus', 'downloadable'),
  },
  {
    title: 'failure: a name in a script that no font is here for',
    ask: ({ lms }) => lms.requestCertificate(wish('kim', '𓀀𓀁𓀂')),
    settled: isIn('kim', 'error'),
  },
  {
    title: 'an item that is not JSON: answered all the same; the LMS cannot match it, and xqueue gives it up',
    ask: ({ lms }) => lms.submitRaw('{"action": "create", "username": '),
    settled: allRetired,
  },
];
