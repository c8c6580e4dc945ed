import { loadCertificate } from '../../app/certificate-streams.ts';
import { answersDueBefore } from '../answers-due.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { type CommandContext, withHistory } from '../opened.ts';
import { type CertificateView, renderView, upTo, viewOf } from '../story.ts';

type Format = Readonly<{ json?: boolean }>;

const load = (named: string, context: CommandContext) =>
  withHistory(context, async (history) =>
    loadCertificate(history.store, await findCertificate(named, history, context.console)),
  );

const print = (view: CertificateView, { json }: Format, { console }: CommandContext): number => {
  if (json) console.data(JSON.stringify(view));
  else for (const line of renderView(view)) console.data(line);
  return exitCodes.done;
};

/** State, error reason and timeline of one certificate. */
export const show = async (named: string, format: Format, context: CommandContext): Promise<number> =>
  print(viewOf(await load(named, context), answersDueBefore(context.settings)), format, context);

/** The same, folded from the first events only: what was true then. */
export const replay = async (
  named: string,
  { until, ...format }: Format & Readonly<{ until?: number }>,
  context: CommandContext,
): Promise<number> => {
  const certificate = await load(named, context);
  const count = until === undefined ? certificate.history.length : Math.min(until + 1, certificate.history.length);
  context.console.note(
    `folded ${count} of ${certificate.history.length} events, each checked against the recorded state`,
  );
  return print(viewOf(upTo(certificate, count), answersDueBefore(context.settings)), format, context);
};
