import { createHash } from 'node:crypto';
import type { Chart } from '../../machines/chart.ts';

/** What tells one chart from another: its states, arrows, guards and actions. Every stored event carries it. */
export const fingerprintOf = (chart: Chart): string =>
  createHash('sha256').update(JSON.stringify(chart)).digest('hex').slice(0, 16);
