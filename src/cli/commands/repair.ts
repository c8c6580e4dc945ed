import { resendReply } from '../../app/handle-submission.ts';
import { sweep as sweepFiles } from '../../app/sweep.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withPorts } from '../opened.ts';

/** Posts the stored answer of a certificate's last submission again. */
export const resend = (named: string, context: CommandContext): Promise<number> =>
  withPorts(context, 'xqueue', async (ports) => {
    const { signal } = new AbortController();
    const stream = await findCertificate(named, ports.store, ports.installationSecret);
    await ports.queue.connect(signal);
    const { answered } = await resendReply(stream, { ports, signal });
    if (answered) context.console.data(`${stream}: the queue has taken the answer`);
    else context.console.note(`${stream}: the queue did not take the answer; it is offered again at the next delivery`);
    return answered ? exitCodes.done : exitCodes.failed;
  });

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
    for (const key of report.removed) context.console.data(key);
    const { files, removed, unknownFolders } = report;
    const done = dryRun ? 'would be removed' : 'removed';
    context.console.note(
      `${files} files seen, ${removed.length} ${done}, ${unknownFolders} unknown folders left alone`,
    );
    return exitCodes.done;
  });
