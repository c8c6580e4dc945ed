import type { Chart, ChartArrow, ChartState } from './chart.ts';

/** The chart as a Mermaid state diagram, the same text for the same chart. */
export const renderMermaid = (chart: Chart): string => {
  const [root] = chart.states;
  if (!root) return 'stateDiagram-v2';
  return ['stateDiagram-v2', ...renderInside(root, chart, '  '), ...renderArrows(chart, root)].join('\n');
};

const renderInside = (parent: ChartState, chart: Chart, indent: string): string[] => {
  const children = chart.states.filter((state) => state.parent === parent.id);
  const start = parent.initial ? [`${indent}[*] --> ${idOf(parent.initial)}`] : [];
  const inside = children.flatMap((child, at) => [
    ...(parent.type === 'parallel' && at > 0 ? [`${indent}--`] : []),
    ...renderState(child, chart, indent),
  ]);
  // Regions that run side by side can only be drawn inside a state.
  if (parent.type !== 'parallel') return [...start, ...inside];
  return [`${indent}state "${parent.key}" as ${idOf(parent.id)} {`, ...inside, `${indent}}`];
};

const renderState = (state: ChartState, chart: Chart, indent: string): string[] => {
  const hasChildren = chart.states.some(({ parent }) => parent === state.id);
  const end = state.type === 'final' ? [`${indent}${idOf(state.id)} --> [*]`] : [];
  if (!hasChildren) return [`${indent}state "${state.key}" as ${idOf(state.id)}`, ...end];
  const open = `${indent}state "${state.key}" as ${idOf(state.id)} {`;
  return [open, ...renderInside(state, chart, `${indent}  `), `${indent}}`];
};

const renderArrows = (chart: Chart, root: ChartState): string[] =>
  chart.arrows
    // What the whole machine does has no place to be drawn from.
    .filter(({ from, to }) => from !== root.id && from !== to)
    .map((arrow) => `  ${idOf(arrow.from)} --> ${idOf(arrow.to)} : ${labelOf(arrow)}`);

const labelOf = ({ event, guard }: ChartArrow): string => (guard ? `${event} [${guard}]` : event);

const idOf = (id: string): string => id.replace(/[^A-Za-z0-9]/g, '_');
