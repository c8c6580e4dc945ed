import type { Chart, ChartState } from '../chart.ts';
import { type Box, type Label, type Line, sizes } from './box.ts';
import { paint } from './paint.ts';
import { linesOf, sentenceOf } from './wording.ts';

/** A chart that was laid out, as a picture that needs nothing else: no script, no font, no other file. */
export const renderSvg = (chart: Chart, laid: Box, fingerprint: string): string => {
  const { width, height } = paperFor(laid);
  const arrows = linesIn(laid).map((line) => renderLine(line, chart, laid));
  const counts = `${chart.states.length - 1} states and ${chart.arrows.length} arrows`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" role="img" aria-labelledby="title desc" data-fingerprint="${fingerprint}">`,
    `<title id="title">The ${escaped(chart.id)} machine, version ${escaped(chart.version)}</title>`,
    `<desc id="desc">A state chart with ${counts}: ${escaped(tellArrows(chart))}</desc>`,
    `<style>${paint}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0.5 8 4 0 7.5z"/></marker></defs>',
    `<rect class="paper" x="${-margin}" y="${-margin}" width="${width}" height="${height}" rx="12"/>`,
    renderBox(laid, chart),
    ...arrows.map(({ path }) => path),
    ...arrows.map(({ label }) => label).filter((label) => label !== ''),
    '</svg>',
    '',
  ].join('\n');
};

const margin = 16;

/** As large as what is on it: ELK sometimes reserves more. */
const paperFor = ({ children = [], ...root }: Box): Readonly<{ width: number; height: number }> => {
  const isTight = root.layoutOptions?.['elk.algorithm'] === 'box';
  const right = Math.max(0, ...children.map(({ x = 0, width = 0 }) => x + width + 20));
  const width = isTight ? right : (root.width ?? 0);
  return { width: Math.ceil(width) + 2 * margin, height: Math.ceil(root.height ?? 0) + 2 * margin };
};

const renderBox = (box: Box, chart: Chart): string => {
  const { x, y, width, height } = placeOf(box);
  const state = chart.states.find(({ id }) => id === box.id);
  if (!state)
    return `<circle class="start" cx="${x + sizes.dot / 2}" cy="${y + sizes.dot / 2}" r="${sizes.dot / 2 - 1}"/>`;
  return [
    `<g class="${kindOf(state, chart)}">`,
    `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    ...(state.type === 'final'
      ? [
          `<rect class="inner" x="${rounded(x + 3)}" y="${rounded(y + 3)}" width="${rounded(width - 6)}" height="${rounded(height - 6)}" rx="6"/>`,
        ]
      : []),
    renderKey(state, chart, box),
    ...linesOf(state, chart).map(
      (line, at) =>
        `<text class="does" x="${x + sizes.side}" y="${y + sizes.header + 12 + at * sizes.lineStep}">${escaped(line)}</text>`,
    ),
    ...(box.children ?? []).map((child) => renderBox(child, chart)),
    '</g>',
  ].join('\n');
};

const renderKey = (state: ChartState, chart: Chart, box: Box): string => {
  const { x, y, width } = placeOf(box);
  const text = state.parent ? state.key : `${state.key} · version ${chart.version}`;
  const isPlain = !box.children && linesOf(state, chart).length === 0;
  const at = isPlain ? `x="${x + width / 2}" text-anchor="middle"` : `x="${x + sizes.side}"`;
  return `<text class="key" ${at} y="${y + 22}">${escaped(text)}</text>`;
};

/** How a state is painted. What runs side by side with others gets a broken line, as in UML. */
const kindOf = ({ type, parent }: ChartState, chart: Chart): string => {
  if (parent === null) return 'root';
  return chart.states.some((state) => state.id === parent && state.type === 'parallel') ? 'region' : type;
};

const renderLine = (line: Line, chart: Chart, laid: Box): Readonly<{ path: string; label: string }> => {
  const arrow = chart.arrows[Number(line.id)];
  const [section] = line.sections ?? [];
  if (!section) throw new Error(`the layout has left out the arrow ${line.id}`);
  const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  const d = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
  const title = arrow ? `<title>${escaped(`${arrow.from} → ${arrow.to}: ${sentenceOf(arrow)}`)}</title>` : '';
  return {
    path: `<path class="arrow" d="${d}" marker-end="url(#tip)">${title}</path>`,
    label: line.labels.map((label) => renderLabel(label, groundOf(label, laid, chart))).join(''),
  };
};

const renderLabel = (label: Label, ground: string): string => {
  const { x, y, width, height } = placeOf(label);
  return `<rect class="under ${ground}" x="${x}" y="${y}" width="${width}" height="${height}" rx="3"/><text class="event" x="${rounded(x + width / 2)}" y="${y + 12}">${escaped(label.text)}</text>`;
};

const linesIn = ({ edges = [], children = [] }: Box): Line[] => [...edges, ...children.flatMap(linesIn)];

/** What a label lies upon, so that it can hide its own line and nothing else. */
const groundOf = (label: Label, box: Box, chart: Chart): string => {
  const inside = (box.children ?? []).find((child) => child.children && isWithin(label, child));
  if (inside) return groundOf(label, inside, chart);
  const state = chart.states.find(({ id }) => id === box.id);
  return state ? kindOf(state, chart) : '';
};

const isWithin = (label: Label, box: Box): boolean => {
  const [inner, outer] = [placeOf(label), placeOf(box)];
  const isAcross = inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
  return isAcross && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
};

/** For those who hear the picture. */
const tellArrows = ({ arrows, id }: Chart): string =>
  arrows.map(({ from, event, to }) => `${from} to ${to} on ${event}`.replaceAll(`${id}.`, '')).join('; ');

const placeOf = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Record<'x' | 'y' | 'width' | 'height', number>>) => ({
  x: rounded(x),
  y: rounded(y),
  width: rounded(width),
  height: rounded(height),
});

/** Another processor may differ in the last digit; the file must not. */
const rounded = (pixels: number): number => Math.round(pixels * 10) / 10;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
