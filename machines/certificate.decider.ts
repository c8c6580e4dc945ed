import { initialTransition, type SnapshotFrom, transition } from 'xstate';
import type { CertificateCommand, CertificateEvent, CommandRefused, Order } from './certificate.events.ts';
import { certificateMachine } from './certificate.machine.ts';

/** What is to be done next, in the words of the chart. */
export type Effect =
  | Readonly<{ type: 'renderPdf' | 'signPdf' | 'publish' | 'removeArtifacts' }>
  | Readonly<{ type: 'reply'; submission: string }>;

/** Where a certificate stands, and what the last stored event left to be done. */
export type CertificateState = Readonly<{
  snapshot: SnapshotFrom<typeof certificateMachine>;
  owed: readonly Effect[];
}>;

/** A certificate of which nothing was ever heard. */
export const initialState: CertificateState = {
  snapshot: initialTransition(certificateMachine)[0],
  owed: [],
};

/** The top-level state, one of the documented seven. */
export const statusOf = ({ snapshot }: CertificateState): Status => {
  const { value } = snapshot;
  return (typeof value === 'string' ? value : Object.keys(value)[0]) as Status;
};
export type Status = keyof typeof certificateMachine.states;

/** The state as it is stored beside each event, e.g. `generating.signing`. */
export const pathOf = ({ snapshot: { value } }: CertificateState): string =>
  typeof value === 'string' ? value : Object.entries(value).flat().join('.');

/**
 * What a command makes true now: one fact, or none when the submission was seen before. Never call
 * it while another command is under way: finish that one first, then decide again.
 */
export const decide = (
  asked: CertificateCommand | CommandRefused,
  { snapshot }: CertificateState,
): readonly CertificateEvent[] => {
  const command = withLateness(asked, snapshot.context.order);
  if (snapshot.context.seen.includes(command.data.submission)) return [];
  if (snapshot.context.underWay) throw new Error(`decided on ${command.type} while another command is under way`);
  if (snapshot.can(command) || command.type === 'command.refused') return [command];

  const state = command.type === 'add_cert' ? 'unavailable' : 'downloadable';
  const because = `${command.type} was asked for while the history said ${String(snapshot.value)}`;
  const { submission } = command.data;
  return [{ type: 'prior_state.assumed', data: { submission, state, because } }, command];
};

/** Numbers say something of one queue only, and begin again with a new database: then every first one looks late. */
const withLateness = (
  command: CertificateCommand | CommandRefused,
  before: Order | null,
): CertificateCommand | CommandRefused => {
  if (command.type === 'command.refused') return command;
  const { delivery } = command.data;
  const late = delivery !== null && before?.delivery?.queue === delivery.queue && delivery.item < before.delivery.item;
  return { ...command, data: { ...command.data, late } } as CertificateCommand;
};

/** Moves by one stored fact. A fact that does not fit means a corrupt stream. */
export const evolve = ({ snapshot }: CertificateState, event: CertificateEvent): CertificateState => {
  if (!snapshot.can(event)) throw new Error(`${event.type} cannot happen while ${JSON.stringify(snapshot.value)}`);
  const [next, actions] = transition(certificateMachine, snapshot, event);
  const owed = actions.flatMap(({ type }): Effect[] =>
    type === 'reply'
      ? next.context.unanswered.map((submission) => ({ type, submission }))
      : [{ type: type as Exclude<Effect['type'], 'reply'> }],
  );
  return { snapshot: next, owed };
};

/** The state that a history leads to. */
export const fold = (events: Iterable<CertificateEvent>, from = initialState): CertificateState => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};
