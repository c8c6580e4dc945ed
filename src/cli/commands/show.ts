import { examineStream } from '../../app/examine-stream.ts';
import { answersDueBefore } from '../answers-due.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { type CertificateView, renderView, viewOf } from '../story.ts';

type Format = Readonly<{ json?: boolean }>;

/** State, error reason and timeline of one certificate; of a damaged one those before the damage, and 1. */
export const show = (named: string, format: Format, context: CommandContext): Promise<number> =>
  withHistory(context, async (history) => {
    const name = await findCertificate(named, history, context.console);
    const examined = await examineStream(history.stored, name);
    return printView(viewOf({ name, ...examined }, answersDueBefore(context.settings)), format, context);
  });

/** @returns the exit code. */
export const printView = (view: CertificateView, { json }: Format, { console }: CommandContext): number => {
  if (json) console.data(JSON.stringify(view));
  else for (const line of renderView(view)) console.data(line);
  if (!view.fault) return exitCodes.done;
  console.note(`${view.fault.message} (${view.fault.code})`);
  return exitCodes.failed;
};
