import type { Chart, ChartArrow, ChartState } from '../chart.ts';

/** What stands at an arrow, e.g. `done [somethingPulled]`. A guard says enough of an arrow that is taken by itself. */
export const labelOf = ({ event, guard }: ChartArrow): string => {
  if (event === 'always' && guard) return `[${guard}]`;
  return guard ? `${event} [${guard}]` : event;
};

/** The whole arrow in one line, with what it does. */
export const sentenceOf = (arrow: ChartArrow): string => {
  const does = arrow.does.length > 0 ? ` / ${arrow.does.join(', ')}` : '';
  return `${labelOf(arrow)}${does}`;
};

/** True when the arrow is drawn as a line; the others are told in the box of their state. */
export const isLine = ({ from, to }: ChartArrow, chart: Chart): boolean => from !== to && from !== chart.id;

/** The lines of text in a state's box: what is begun on entry, and what happens without leaving it. */
export const linesOf = ({ id, does }: ChartState, chart: Chart): readonly string[] => [
  ...does.map((name) => (name.startsWith('invoke ') ? name : `entry / ${name}`)),
  ...chart.arrows
    .filter((arrow) => arrow.from === id && !isLine(arrow, chart))
    .map((arrow) => (arrow.to === id ? sentenceOf(arrow) : `${sentenceOf(arrow)} → ${shortOf(arrow.to, chart)}`)),
];

/** A state's id without the machine's: `work.backingOff`. */
const shortOf = (id: string, chart: Chart): string => id.replace(`${chart.id}.`, '');
