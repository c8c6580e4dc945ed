import pRetry from 'p-retry';
import type { CertificateEvent } from '../../../machines/certificate.events.ts';
import { certificateMachine } from '../../../machines/certificate.machine.ts';
import { exportXstate } from '../../../machines/export-xstate.ts';
import { openStatelyInspector, type StatelyInspector } from '../../adapters/inspector/stately-inspector.ts';
import { pause } from '../../adapters/pause.ts';
import { loadCertificate } from '../../app/certificate-streams.ts';
import { inspected } from '../../app/inspected.ts';
import { inspectionStart, inspectionSteps } from '../../app/inspection-steps.ts';
import { AgentError } from '../../ports/agent-error.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCertificate } from '../find-certificate.ts';
import { onSignals } from '../on-signals.ts';
import { type CommandContext, withHistory } from '../opened.ts';

export type InspectOptions = Readonly<{ live?: boolean; port: number; paceMs: number; waitSeconds: number }>;

/** Shows the stored history of a certificate in Stately's inspector, step by step; live: and what comes after it. */
export const inspect = (named: string, options: InspectOptions, context: CommandContext): Promise<number> =>
  withHistory(context, async (history) => {
    const { store } = history;
    const stream = await findCertificate(named, history, context.console);
    // A corrupt stream is told before anybody has opened a browser.
    await loadCertificate(store, stream);
    const inspector = await openStatelyInspector({
      port: options.port,
      name: stream.slice(0, stream.indexOf('-') + 9),
      definition: exportXstate(certificateMachine),
      sanitize: inspected,
    });
    const asked = new AbortController();
    const forget = onSignals(() => asked.abort());
    try {
      return await show({ stream, store, inspector, signal: asked.signal }, options, context.console.note);
    } finally {
      forget();
      await inspector.close();
    }
  });

/** Everything that a showing needs. */
type Showing = Readonly<{
  stream: string;
  store: EventStore<CertificateEvent>;
  inspector: StatelyInspector;
  /** Aborted when the person at the terminal has seen enough. */
  signal: AbortSignal;
}>;

const show = async (
  showing: Showing,
  { live = false, paceMs, waitSeconds }: InspectOptions,
  note: (line: string) => void,
): Promise<number> => {
  const { inspector, signal } = showing;
  note(
    `open ${inspector.url} in a browser of this machine, within ${waitSeconds} s; the inspector in it is a page of stately.ai`,
  );
  const tooLate = AbortSignal.timeout(waitSeconds * 1_000);
  if (!(await inspector.arrival(AbortSignal.any([tooLate, signal])))) {
    if (signal.aborted) return exitCodes.done;
    note(`no inspector was connected within ${waitSeconds} s. Can the browser reach stately.ai?`);
    return exitCodes.failed;
  }

  inspector.begin(inspectionStart());
  let told = await tellFrom(0, showing, paceMs);
  note(`told ${told} stored events${live ? '; waiting for new ones until Ctrl-C' : ''}`);
  while (live && (await pause(liveIntervalMs, signal))) told = await tellFrom(told, showing, paceMs);
  return exitCodes.done;
};

const liveIntervalMs = 500;

/** Tells what is stored from this revision on. @returns the first revision that was not told. */
const tellFrom = async (from: number, showing: Showing, paceMs: number): Promise<number> => {
  const { inspector, signal } = showing;
  let told = from;
  for (const step of inspectionSteps(await load(showing)).slice(from)) {
    if (!(await pause(paceMs, signal))) break;
    inspector.tell(step);
    told += 1;
  }
  return told;
};

/** A store that is away for a moment does not end the showing. */
const load = ({ store, stream, signal }: Showing) =>
  pRetry(() => loadCertificate(store, stream), {
    retries: 6,
    minTimeout: 500,
    maxTimeout: 5_000,
    shouldRetry: ({ error }) => error instanceof AgentError && error.retryable && !signal.aborted,
  });
