import type { CertificateCommand, CommandRefused, Order } from '../../machines/certificate.events.ts';
import type { CertificateRequest, Submission, UnusableRequest } from '../ports/submission-queue.ts';
import { placeOf } from './failure.ts';
import type { Ports } from './ports.ts';

/** A submission without a queue behind it: a person's command. */
export type LocalSubmission = Readonly<{ id: string; delivery: null; request: CertificateRequest }>;

/** The command that a submission asks for, with all that is needed to carry it out: the files' names are drawn here. */
export const commandOf = async (
  submission: Submission | LocalSubmission,
  ports: Ports,
): Promise<CertificateCommand | CommandRefused> =>
  submission.request.kind === 'unusable'
    ? refused(submission, submission.request, ports)
    : accepted(submission, submission.request, ports);

const accepted = async (
  { id, delivery }: Submission | LocalSubmission,
  request: CertificateRequest,
  { surroundings, settingsFor }: Ports,
): Promise<CertificateCommand> => {
  const requestedAt = surroundings.now();
  const { action, courseId, remove, personal, command } = request;
  const { settings, interstitial } = await settingsFor(request, requestedAt);
  const order: Order = {
    submission: id,
    delivery,
    action,
    courseId,
    late: false,
    requestedAt: requestedAt.toISOString(),
    artifacts: null,
    remove,
    settings,
    personal: { ...personal, interstitial },
  };
  if (command === 'del_cert') return { type: command, data: order };
  const artifacts = { downloadUuid: surroundings.uuid(), verifyUuid: surroundings.uuid() };
  return { type: command, data: { ...order, artifacts } };
};

const refused = (
  { id, delivery }: Submission | LocalSubmission,
  { code, message, action, courseId, personal }: UnusableRequest,
  { surroundings }: Ports,
): CommandRefused => ({
  type: 'command.refused',
  data: {
    submission: id,
    delivery,
    action,
    courseId,
    requestedAt: surroundings.now().toISOString(),
    code,
    exception: 'UnusableRequest',
    message,
    ...placeOf(new Error(message)),
    personal,
  },
});
