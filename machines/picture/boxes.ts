import type { Chart, ChartArrow, ChartState } from '../chart.ts';
import { type Box, type Line, sizes } from './box.ts';
import { first, forward, inline, layoutOf } from './layout-options.ts';
import { isLine, labelOf, linesOf } from './wording.ts';

/** The chart, ready to be laid out. */
export const boxesOf = (chart: Chart): Box => {
  const [root] = chart.states;
  if (!root) throw new Error('a chart has at least the state that is the machine itself');
  const edges = [
    ...chart.states.flatMap(startLineOf),
    ...chart.arrows.flatMap((arrow, at) => lineOf(arrow, at, chart)),
  ];
  return { ...boxOf(root, chart), edges };
};

const boxOf = (state: ChartState, chart: Chart): Box => {
  const children = chart.states.filter(({ parent }) => parent === state.id);
  const { width, height } = sizeOf(state, chart);
  if (children.length === 0) return { id: state.id, width, height };
  return {
    id: state.id,
    children: [...startDotOf(state), ...children.map((child) => boxOf(child, chart))],
    layoutOptions: {
      ...layoutOf(state),
      'elk.padding': `[top=${height + 2},left=20,bottom=20,right=20]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${height})`,
    },
  };
};

/** The place that a state's name and its lines of text take. */
const sizeOf = (state: ChartState, chart: Chart): Readonly<{ width: number; height: number }> => {
  const lines = linesOf(state, chart);
  const widths = [state.key.length * sizes.keyLetter, ...lines.map((line) => line.length * sizes.smallLetter)];
  return {
    width: Math.max(96, Math.ceil(Math.max(...widths)) + 2 * sizes.side),
    height: sizes.header + lines.length * sizes.lineStep + (lines.length > 0 ? 6 : 4),
  };
};

const dotIn = ({ id }: ChartState): string => `${id} start`;

const startDotOf = (state: ChartState): Box[] =>
  state.initial ? [{ id: dotIn(state), width: sizes.dot, height: sizes.dot, layoutOptions: first }] : [];

const startLineOf = (state: ChartState): Line[] => {
  if (!state.initial) return [];
  const [sources, targets] = [[dotIn(state)], [state.initial]];
  return [{ id: `${state.id} begins`, sources, targets, labels: [], layoutOptions: forward }];
};

const lineOf = (arrow: ChartArrow, at: number, chart: Chart): Line[] => {
  if (!isLine(arrow, chart)) return [];
  const text = labelOf(arrow);
  const width = Math.ceil(text.length * sizes.smallLetter) + 8;
  return [
    {
      id: String(at),
      sources: [arrow.from],
      targets: [arrow.to],
      labels: [{ text, width, height: 16, layoutOptions: inline }],
      layoutOptions: isForward(arrow, chart) ? forward : {},
    },
  ];
};

/** What comes first in the chart stands above. */
const isForward = ({ from, to }: ChartArrow, { states }: Chart): boolean => {
  const placeOf = (wanted: string): number => states.findIndex(({ id }) => id === wanted);
  return placeOf(from) < placeOf(to);
};
