import { statusOf } from '../../../machines/certificate.decider.ts';
import { readRequest } from '../../adapters/xqueue/request.ts';
import { handleSubmission } from '../../app/handle-submission.ts';
import { answersDueBefore } from '../answers-due.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandContext, withPorts } from '../opened.ts';
import { viewOf } from '../story.ts';
import { UsageError } from '../usage-error.ts';

/** What a person gives to issue one certificate without any queue. */
export type IssueOptions = Readonly<{
  courseId: string;
  username: string;
  name: string;
  grade?: string;
  courseName?: string;
  template?: string;
  regen?: boolean;
  json?: boolean;
}>;

/**
 * Issues one certificate through the same corridor, history and checks as a request of the LMS.
 *
 * @throws UsageError when a request of the queue with these words would be refused; nothing is stored then.
 */
export const issue = (options: IssueOptions, context: CommandContext): Promise<number> => {
  const request = requestOf(options);
  return withPorts(context, 'none', async (ports) => {
    const { console } = context;
    const submission = { id: ports.surroundings.uuid(), delivery: null, request };
    const { certificate } = await handleSubmission(submission, { ports, signal: new AbortController().signal });
    const view = viewOf(certificate, answersDueBefore(context.settings));
    if (options.json) console.data(JSON.stringify(view));
    else if (view.downloadUrl && statusOf(certificate.state) === 'downloadable') console.data(view.downloadUrl);
    if (statusOf(certificate.state) !== 'error') return exitCodes.done;
    console.note(`${view.stream}: ${view.errorReason ?? 'failed'}`);
    return exitCodes.failed;
  });
};

/** The border is the queue's: what it would not let in does not come in here either. */
const requestOf = ({ courseId, username, name, grade, courseName, template, regen }: IssueOptions) => {
  const request = readRequest(
    JSON.stringify({
      action: regen ? 'regen' : 'create',
      username,
      course_id: courseId,
      course_name: courseName,
      name,
      grade,
      template_pdf: template,
    }),
  );
  if (request.kind === 'unusable') throw new UsageError(`${request.message} (${request.code})`);
  return request;
};
