import { readFileSync } from 'node:fs';
import elkjs, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { agentMachine } from '../../machines/agent.machine.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { type Chart, chartOf } from '../../machines/chart.ts';
import { renderMermaid } from '../../machines/mermaid.ts';
import type { Box } from '../../machines/picture/box.ts';
import { drawChart } from '../../machines/picture/draw.ts';
import { fingerprintOf } from '../../src/app/fingerprint.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const charts = [certificateMachine, agentMachine].map(chartOf).map((chart) => [chart.id, chart] as const);

const drawn = (chart: Chart): Promise<string> => drawChart(chart, layOut, fingerprintOf(chart));

// ELK fills the places in; its types know nothing of ours.
const layOut = (boxes: Box) => new elkjs.default().layout(boxes as ElkNode) as Promise<Box>;

type Rect = Readonly<{ what: string; x: number; y: number; width: number; height: number }>;

const rectsIn = (svg: string, pattern: RegExp): readonly Rect[] =>
  [...svg.matchAll(pattern)].map(([what, ...numbers]) => {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    return { what, x, y, width, height };
  });
/** As wide as their letters, whatever place was kept for them: 0.6 of the size in every usual monospaced font. */
const labelsIn = (svg: string): readonly Rect[] =>
  [...svg.matchAll(/<text class="event" x="([\d.]+)" y="([\d.]+)">([^<]+)</g)].map(([what, x, y, text = '']) => {
    const width = text.length * 11 * 0.6;
    return { what, x: Number(x) - width / 2, y: Number(y) - 10, width, height: 12 };
  });
const leavesIn = (svg: string) =>
  rectsIn(
    svg,
    /<g class="(?:atomic|final)">\n<rect class="box" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
  );

const overlaps = (rects: readonly Rect[]): readonly string[] =>
  rects.flatMap((a, at) =>
    rects
      .slice(at + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.what} over ${b.what}`),
  );

// When one of these fails after a change of a machine: `npm run pictures` draws them anew.
describe('the picture in the README', () => {
  it('is drawn from the machine that runs', () => {
    const picture = /```mermaid\n([\s\S]*?)\n?```/.exec(read('README.md'))?.[1];
    expect(picture).toBe(renderMermaid(chartOf(certificateMachine)));
  });

  it.each(charts)('is beside the larger one of %s', (name) => {
    expect(read('README.md')).toContain(`(docs/machines/${name}.svg)`);
  });
});

describe('docs/machines', () => {
  it.each(charts)('has %s.svg as it is drawn from the machine that runs', async (name, chart) => {
    expect(read(`docs/machines/${name}.svg`)).toBe(await drawn(chart));
  });

  it.each(charts)('shows every state and every arrow of %s, none over another', (name, chart) => {
    const svg = read(`docs/machines/${name}.svg`);
    const leaves = chart.states.filter(({ type }) => type === 'atomic' || type === 'final');
    expect(leavesIn(svg)).toHaveLength(leaves.length);
    expect(labelsIn(svg).length).toBeGreaterThan(10);
    expect(overlaps([...leavesIn(svg), ...labelsIn(svg)])).toEqual([]);
    for (const { key } of chart.states) expect(svg).toContain(`>${key}`);
    for (const { event } of chart.arrows.filter(({ event }) => event !== 'always')) expect(svg).toContain(event);
  });

  it.each(charts)('tells those who hear %s.svg what is on it, and needs nothing from elsewhere', (name) => {
    const svg = read(`docs/machines/${name}.svg`);
    expect(svg).toMatch(new RegExp(`role="img" aria-labelledby="title desc".*\n<title id="title">The ${name} machine`));
    expect(svg).toContain('@media(prefers-color-scheme:dark)');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|@import|url\((?!#)/);
  });

  it('changes with the chart: an arrow more, and the picture is another', async () => {
    const chart = chartOf(certificateMachine);
    const more = { from: 'certificate.deleted', event: 'regen_cert', guard: '', to: 'certificate.error', does: [] };
    expect(await drawn({ ...chart, arrows: [...chart.arrows, more] })).not.toBe(await drawn(chart));
  });
});
