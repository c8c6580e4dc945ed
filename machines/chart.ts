import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';

/** A state of a machine, and an arrow, as plain data for pictures and comparisons. */
export type ChartState = Readonly<{
  id: string;
  key: string;
  parent: string | null;
  type: string;
  initial: string | null;
  does: readonly string[];
}>;
export type ChartArrow = Readonly<{ from: string; event: string; guard: string; to: string; does: readonly string[] }>;
export type Chart = Readonly<{
  id: string;
  version: string;
  states: readonly ChartState[];
  arrows: readonly ChartArrow[];
}>;

/** The chart of any machine, read from the very definition that runs. */
export const chartOf = (machine: AnyStateMachine): Chart => {
  const states: ChartState[] = [];
  const arrows: ChartArrow[] = [];
  const visit = (node: AnyStateNode): void => {
    states.push(stateOf(node));
    const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
    arrows.push(...transitions.flatMap((transition) => arrowsOf(node, transition)));
    for (const child of Object.values(node.states)) visit(child);
  };
  visit(machine.root);
  return { id: machine.id, version: machine.version ?? '', states, arrows };
};

const stateOf = (node: AnyStateNode): ChartState => ({
  id: node.id,
  key: node.key,
  parent: node.parent?.id ?? null,
  type: node.type,
  initial: node.type === 'compound' ? (node.initial?.target[0]?.id ?? null) : null,
  does: [
    ...node.entry.map(nameOf).filter(isNamed),
    ...node.invoke.map(({ src }) => `invoke ${nameOf(src)}`),
    ...node.exit
      .map(nameOf)
      .filter(isNamed)
      .map((name) => `exit ${name}`),
  ],
});

const arrowsOf = (node: AnyStateNode, transition: AnyTransitionDefinition): ChartArrow[] =>
  (transition.target ?? [node]).map((to) => ({
    from: node.id,
    event: eventOf(transition),
    guard: guardOf(transition.guard),
    to: to.id,
    does: transition.actions.map(nameOf).filter(isNamed),
  }));

const nameOf = (item: unknown): string => {
  if (typeof item === 'string') return item;
  return item && typeof item === 'object' && 'type' in item ? String(item.type) : '';
};

/** Delayed transitions bring their own timers; those are not named by anybody. */
const isNamed = (name: string): boolean => name !== '' && !name.startsWith('xstate.');

const guardOf = (guard: unknown): string => {
  const params = guard && typeof guard === 'object' && 'params' in guard ? guard.params : null;
  const values = params && typeof params === 'object' ? Object.values(params) : [];
  return [nameOf(guard), ...values].join(' ').trim();
};

const eventOf = ({ eventType }: AnyTransitionDefinition): string => {
  if (eventType === '') return 'always';
  return eventType
    .replace(/^xstate\.after\.([^.]+)\..*/, 'after $1')
    .replace(/^xstate\.done\.actor\.\d.*/, 'done')
    .replace(/^xstate\.error\.actor\.\d.*/, 'failed');
};
