import type { Chart } from '../chart.ts';
import type { Box } from './box.ts';
import { boxesOf } from './boxes.ts';
import { renderSvg } from './svg.ts';

/**
 * The chart as an SVG: the same bytes for the same chart.
 *
 * @param layout finds the places; ELK, which is a development package and so is handed in.
 * @param fingerprint of the chart, kept in the picture so that it can be told from another version's.
 */
export const drawChart = async (
  chart: Chart,
  layout: (boxes: Box) => Promise<Box>,
  fingerprint: string,
): Promise<string> => renderSvg(chart, await layout(boxesOf(chart)), fingerprint);
