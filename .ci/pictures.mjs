// Draws the machines: docs/machines/*.svg and the chart in the README. A test compares them with the machines.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import ELK from 'elkjs/lib/elk.bundled.js';
import { agentMachine } from '../dist/machines/agent.machine.js';
import { certificateMachine } from '../dist/machines/certificate.machine.js';
import { chartOf } from '../dist/machines/chart.js';
import { renderMermaid } from '../dist/machines/mermaid.js';
import { drawChart } from '../dist/machines/picture/draw.js';
import { fingerprintOf } from '../dist/src/app/fingerprint.js';

const folder = new URL('../docs/machines/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const chart of [certificateMachine, agentMachine].map(chartOf)) {
  const svg = await drawChart(chart, (boxes) => new ELK().layout(boxes), fingerprintOf(chart));
  await writeFile(new URL(`${chart.id}.svg`, folder), svg);
}

const readme = new URL('../README.md', import.meta.url);
const text = await readFile(readme, 'utf8');
const chart = renderMermaid(chartOf(certificateMachine));
await writeFile(
  readme,
  text.replace(/```mermaid\n[\s\S]*?\n```/, () => `\`\`\`mermaid\n${chart}\n\`\`\``),
);
