import { lmsReplies } from '../../../projections/lms-replies.ts';
import { project } from '../../../projections/projection.ts';
import { type CertificateStream, loadCertificate } from '../../app/certificate-streams.ts';
import { resendReply } from '../../app/handle-submission.ts';
import { sweep as sweepFiles } from '../../app/sweep.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withPorts } from '../opened.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Posts the stored answer of a certificate's last submission again.
 *
 * @throws UsageError when a person asked for it, so that no queue waits for an answer.
 */
export const resend = (named: string, context: CommandContext): Promise<number> =>
  withPorts(context, 'xqueue', async (ports, history) => {
    const { signal } = new AbortController();
    const stream = await findCertificate(named, history, context.console);
    if (!isAwaited(await loadCertificate(ports.store, stream))) {
      throw new UsageError(`${stream}: the last request came from the command line, so no queue waits for an answer`);
    }
    await ports.queue.connect(signal);
    const { answered } = await resendReply(stream, { ports, signal });
    if (answered) context.console.data(`${stream}: the queue has taken the answer`);
    else context.console.note(`${stream}: the queue did not take the answer; it is offered again at the next delivery`);
    return answered ? exitCodes.done : exitCodes.failed;
  });

const isAwaited = ({ history, state }: CertificateStream): boolean => {
  const last = state.snapshot.context.seen.at(-1);
  const answer = last === undefined ? undefined : project(lmsReplies, history).replies.get(last);
  return answer !== undefined && answer.delivery !== null;
};

/** Removes published files that nothing claims any more. */
export const sweep = (
  { dryRun = false, json }: Readonly<{ dryRun?: boolean; json?: boolean }>,
  context: CommandContext,
): Promise<number> =>
  withPorts(context, 'none', async (ports) => {
    const job = { ports, signal: new AbortController().signal };
    const report = await sweepFiles(job, { retentionMs: context.settings.supersededRetentionMs, dryRun });
    if (json) {
      context.console.data(JSON.stringify(report));
      return exitCodes.done;
    }
    for (const key of [...report.removed, ...report.rewritten]) context.console.data(key);
    const { files, removed, rewritten, unknownFolders } = report;
    const done = dryRun ? 'to be removed' : 'removed';
    context.console.note(
      `files seen: ${files}, ${done}: ${removed.length}, pages written anew: ${rewritten.length}, unknown folders left alone: ${unknownFolders}`,
    );
    return exitCodes.done;
  });
