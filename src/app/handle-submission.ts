import { decide } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { ArtifactStoreError } from '../ports/artifact-store.ts';
import { RevisionConflictError } from '../ports/event-store.ts';
import {
  QueueAccessError,
  QueueUnavailableError,
  ReplyRefusedError,
  type Submission,
} from '../ports/submission-queue.ts';
import { advance, type CertificateStream, commit, loadCertificate } from './certificate-streams.ts';
import { commandOf, type LocalSubmission } from './commands.ts';
import { fulfil, takeBack, type Workbench } from './fulfil.ts';
import type { Ports } from './ports.ts';
import { type Answer, postReply } from './post-reply.ts';
import { streamOf } from './stream-names.ts';

/** What every visit needs: the world, and the word to stop. */
export type Job = Readonly<{ ports: Ports; signal: AbortSignal }>;

/** How a submission was left: the stream it belongs to, and whether the queue took every answer owed there. */
export type Handled = Readonly<{ certificate: CertificateStream; answered: boolean }>;

/** Each lost race brings another writer's progress; so many in a row mean that something is wrong. */
const lostRacesMax = 50;

/**
 * The corridor: load, decide, append, then pay what is owed, one effect at a time. Every effect ends in one stored
 * event; the answer to the LMS is the last. Safe to repeat at any point, also by another process at the same time.
 *
 * @throws EventStoreUnavailableError, CorruptStreamError, or what `signal` was aborted with; nothing is lost then.
 */
export const handleSubmission = (submission: Submission | LocalSubmission, job: Job): Promise<Handled> => {
  const { ports } = job;
  if (submission.delivery) ports.deliveries.note(submission.id, submission.delivery);

  return inTurn(streamOf(submission, ports.installationSecret), job, async (loaded) => {
    const settled = await settle(loaded, job);
    const { certificate } = settled;
    if (certificate.state.snapshot.context.seen.includes(submission.id)) {
      return answerOnce(submission.id, settled, job);
    }

    const events = decide(await commandOf(submission, ports), certificate.state);
    const cause = submission.delivery ? `delivery-${submission.delivery.key}` : submission.id;
    return settle(await commit(advance(certificate, events, { ...ports, cause }), ports.store), job);
  });
};

/** Pays what a stream owes, without a new command: after a crash, or when an answer was not taken. */
export const settleStream = (name: string, job: Job): Promise<Handled> =>
  inTurn(name, job, (loaded) => settle(loaded, job));

/**
 * Posts the stored answer to a stream's last submission once more, because a person wants it. When the last one came late,
 * the one before it is answered as well: the LMS knows which it asked for last, and passes the other over.
 *
 * @returns whether the queue took one of them.
 */
export const resendReply = (name: string, job: Job): Promise<Handled> =>
  inTurn(name, job, async (loaded) => {
    let { certificate } = await settle(loaded, job);
    let answered = false;
    for (const submission of lastSubmissions(certificate)) {
      // Not what `settle` has just offered, taken or not.
      if (job.ports.deliveries.isAnswered(submission)) answered = true;
      else if (!certificate.state.snapshot.context.unanswered.includes(submission)) {
        const posted = await answerAgain({ submission, resent: true }, certificate, job);
        certificate = posted.certificate;
        answered ||= posted.answered;
      }
    }
    return { certificate, answered };
  });

const lastSubmissions = ({ state, history }: CertificateStream): readonly string[] => {
  const { seen } = state.snapshot.context;
  const late = new Set(
    history.flatMap(({ event: { data } }) => ('late' in data && data.late ? [data.submission] : [])),
  );
  return seen.slice(
    Math.max(
      0,
      seen.findLastIndex((submission) => !late.has(submission)),
    ),
  );
};

/** One at a time in this process; when another process was faster, begins again with what it stored. */
const inTurn = (
  name: string,
  { ports, signal }: Job,
  visit: (loaded: CertificateStream) => Promise<Handled>,
): Promise<Handled> =>
  ports.lanes.run(name, async () => {
    for (let lostRaces = 0; ; lostRaces += 1) {
      signal.throwIfAborted();
      try {
        return await visit(await loadCertificate(ports.store, name));
      } catch (error) {
        if (!(error instanceof RevisionConflictError) || lostRaces >= lostRacesMax) throw error;
        ports.log.debug('another writer was faster', { stream: name, lostRaces });
      }
    }
  });

/** Pays effect after effect until nothing is owed, or only answers that the queue does not take now. */
const settle = async (start: CertificateStream, { ports, signal }: Job): Promise<Handled> => {
  const bench: Workbench = {};
  const refused = new Set<string>();
  let certificate = start;

  for (;;) {
    signal.throwIfAborted();
    const effect = certificate.state.owed.find((owed) => owed.type !== 'reply' || !refused.has(owed.submission));
    // Rendering and signing touch nothing outside: their facts share one append, before the first effect that does.
    const reachesOut = effect?.type !== 'renderPdf' && effect?.type !== 'signPdf';
    if (reachesOut) certificate = await commit(certificate, ports.store);
    if (!effect) return { certificate, answered: refused.size === 0 };

    const cause = certificate.history.at(-1)?.id ?? certificate.name;
    const event =
      effect.type === 'reply'
        ? await tryReply({ submission: effect.submission, resent: false }, certificate, { ports, signal })
        : await fulfil(effect.type, certificate, { bench, ports, signal });
    if (event) certificate = advance(certificate, [event], { ...ports, cause });
    else if (effect.type === 'reply') refused.add(effect.submission);
    if (reachesOut) certificate = await commit(certificate, ports.store);
    if (effect.type === 'publish' && event?.type === 'certificate.failed')
      await takeBack(certificate, { ports, signal });
  }
};

/**
 * @returns nothing when the queue did not take the answer, or what it would make untrue could not be put right before: the
 * certificate stays as it is, and the answer is offered again.
 */
const tryReply = async (answer: Answer, certificate: CertificateStream, job: Job): Promise<CertificateEvent | null> => {
  try {
    return await postReply(answer, certificate, job);
  } catch (error) {
    job.signal.throwIfAborted();
    const expected = [QueueUnavailableError, QueueAccessError, ReplyRefusedError, ArtifactStoreError];
    if (!(error instanceof Error) || !expected.some((kind) => error instanceof kind)) throw error;
    const because = error.message;
    if (error instanceof ArtifactStoreError)
      job.ports.log.warn('an answer waits: a replaced certificate’s page cannot say so yet', {
        stream: certificate.name,
        because,
      });
    else job.ports.log.warn('the queue did not take an answer', { stream: certificate.name, because });
    return null;
  }
};

/**
 * Answers what was answered before: xqueue could not hand the answer on, so it gets the very same one. Not when `settle`
 * has just offered it, or a lost race made us come here again: one post for each delivery is enough.
 */
const answerOnce = async (submission: string, settled: Handled, job: Job): Promise<Handled> => {
  const { certificate } = settled;
  const { unanswered } = certificate.state.snapshot.context;
  if (unanswered.includes(submission) || job.ports.deliveries.isAnswered(submission)) return settled;

  return answerAgain({ submission, resent: false }, certificate, job);
};

const answerAgain = async (answer: Answer, certificate: CertificateStream, job: Job): Promise<Handled> => {
  const event = await tryReply(answer, certificate, job);
  if (!event) return { certificate, answered: false };
  const cause = certificate.history.at(-1)?.id ?? certificate.name;
  const advanced = advance(certificate, [event], { ...job.ports, cause });
  return { certificate: await commit(advanced, job.ports.store), answered: true };
};
