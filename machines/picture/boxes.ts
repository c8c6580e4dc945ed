import type { Chart, ChartArrow, ChartState } from '../chart.ts';
import { isLine, labelOf, linesOf } from './wording.ts';

/** A chart as boxes and lines, in the words of ELK: sizes go in, places come out. */
export type Box = {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  children?: Box[];
  edges?: Line[];
  layoutOptions?: Record<string, string>;
};
export type Line = {
  id: string;
  sources: string[];
  targets: string[];
  labels: Label[];
  layoutOptions?: Record<string, string>;
  sections?: { startPoint: Point; endPoint: Point; bendPoints?: Point[] }[];
};
export type Label = {
  text: string;
  x?: number;
  y?: number;
  width: number;
  height: number;
  layoutOptions: Record<string, string>;
};
type Point = { x: number; y: number };

/** All in pixels. No font is measured: names and labels are set in fonts whose letters are as wide everywhere. */
export const sizes = {
  key: 14,
  keyWidth: 8.6,
  small: 11,
  smallWidth: 6.7,
  lineStep: 16,
  header: 30,
  side: 12,
  dot: 12,
};

/** The chart, ready to be laid out. */
export const boxesOf = (chart: Chart): Box => {
  const [root, ...states] = chart.states;
  if (!root) throw new Error('a chart has at least the state that is the machine itself');
  return { ...boxOf(root, chart), edges: [...startsOf(chart, states), ...linesBetween(chart)] };
};

const boxOf = (state: ChartState, chart: Chart): Box => {
  const children = chart.states.filter(({ parent }) => parent === state.id);
  const lines = linesOf(state, chart);
  const width = Math.max(
    96,
    Math.ceil(state.key.length * sizes.keyWidth) + 2 * sizes.side,
    ...lines.map((line) => Math.ceil(line.length * sizes.smallWidth) + 2 * sizes.side),
  );
  const height = sizes.header + lines.length * sizes.lineStep + (lines.length > 0 ? 6 : 4);
  if (children.length === 0) return { id: state.id, width, height };
  const start = state.initial
    ? [
        {
          id: startOf(state),
          width: sizes.dot,
          height: sizes.dot,
          layoutOptions: { 'elk.layered.layering.layerConstraint': 'FIRST' },
        },
      ]
    : [];
  return {
    id: state.id,
    children: [...start, ...children.map((child) => boxOf(child, chart))],
    layoutOptions: {
      ...layoutOf(state),
      'elk.padding': `[top=${height + 2},left=20,bottom=20,right=20]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${height})`,
    },
  };
};

const common = { 'elk.json.edgeCoords': 'ROOT', 'elk.json.shapeCoords': 'ROOT' };
const sideBySide = {
  'elk.algorithm': 'box',
  'elk.box.packingMode': 'GROUP_DEC',
  'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
  'elk.aspectRatio': '1.6',
  'elk.spacing.nodeNode': '24',
};
const layered = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.randomSeed': '1',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '14',
};

const startOf = ({ id }: ChartState): string => `${id} start`;

const startsOf = (chart: Chart, states: readonly ChartState[]): Line[] =>
  [...chart.states.slice(0, 1), ...states].flatMap((state) =>
    state.initial
      ? [
          {
            id: `${state.id} begins`,
            sources: [startOf(state)],
            targets: [state.initial],
            labels: [],
            layoutOptions: forward,
          },
        ]
      : [],
  );

const linesBetween = (chart: Chart): Line[] =>
  chart.arrows.flatMap((arrow, at) => (isLine(arrow, chart) ? [lineOf(arrow, at, chart)] : []));

const lineOf = (arrow: ChartArrow, at: number, chart: Chart): Line => {
  const text = labelOf(arrow);
  return {
    id: String(at),
    sources: [arrow.from],
    targets: [arrow.to],
    ...(isForward(arrow, chart) ? { layoutOptions: forward } : {}),
    labels: [
      {
        text,
        width: Math.ceil(text.length * sizes.smallWidth) + 8,
        height: 16,
        layoutOptions: { 'elk.edgeLabels.inline': 'true' },
      },
    ],
  };
};

/** Points down: what comes first in the chart stands above. */
const isForward = ({ from, to }: ChartArrow, { states }: Chart): boolean => {
  const placeOf = (wanted: string): number => states.findIndex(({ id }) => id === wanted);
  return placeOf(from) < placeOf(to);
};
const forward = { 'elk.layered.priority.direction': '10' };

/** Regions run side by side, and are drawn so, each on its own; everything else is layered, from above to below. */
const layoutOf = ({ type }: ChartState): Record<string, string> =>
  type === 'parallel' ? { ...common, ...sideBySide } : { ...common, ...layered };
