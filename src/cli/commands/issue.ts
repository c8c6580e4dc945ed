import { statusOf } from '../../../machines/certificate.decider.ts';
import { handleSubmission } from '../../app/handle-submission.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandContext, withPorts } from '../opened.ts';
import { viewOf } from '../story.ts';

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

/** Issues one certificate through the same corridor, history and checks as a request of the LMS. */
export const issue = (options: IssueOptions, context: CommandContext): Promise<number> =>
  withPorts(context, 'none', async (ports) => {
    const { console } = context;
    const submission = {
      id: ports.surroundings.uuid(),
      delivery: null,
      request: {
        kind: 'request',
        command: options.regen ? 'regen_cert' : 'add_cert',
        action: options.regen ? 'regen' : 'create',
        courseId: options.courseId,
        courseName: options.courseName ?? null,
        template: options.template ?? null,
        issuedOn: null,
        remove: null,
        personal: {
          username: options.username,
          name: options.name,
          grade: options.grade ?? null,
          designation: null,
        },
      },
    } as const;

    const { certificate } = await handleSubmission(submission, { ports, signal: new AbortController().signal });
    const view = viewOf(certificate);
    if (options.json) console.data(JSON.stringify(view));
    else if (view.downloadUrl && statusOf(certificate.state) === 'downloadable') console.data(view.downloadUrl);
    if (statusOf(certificate.state) !== 'error') return exitCodes.done;
    console.note(`${view.stream}: ${view.errorReason ?? 'failed'}`);
    return exitCodes.failed;
  });
