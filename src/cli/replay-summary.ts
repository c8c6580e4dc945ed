import { fold, statusOf } from '../../machines/certificate.decider.ts';
import type { Examined, Fault } from '../app/examine-stream.ts';
import { type Lie, lieOf } from '../app/verify-log.ts';
import { type Difference, renderDifference } from './projection-diff.ts';
import { renderTable } from './render-table.ts';
import { countThen, type PointInTime } from './time-travel.ts';

/** What a replay of everything came to. The lists have the first of each; the numbers count all. */
export type ReplaySummary = {
  streams: number;
  events: number;
  byState: Record<string, number>;
  corrupt: number;
  lies: Lie[];
  different: number;
  differences: Difference[];
};

export const emptySummary = (): ReplaySummary => ({
  streams: 0,
  events: 0,
  byState: {},
  corrupt: 0,
  lies: [],
  different: 0,
  differences: [],
});

/** Of more than this the names are of no use to anybody. */
const toldMax = 1_000;

/** Adds what one certificate was at that point in time. */
export const addExamined = (summary: ReplaySummary, { history, state, fault }: Examined, point: PointInTime): void => {
  const count = countThen(history, point);
  const then = count === history.length ? state : fold(history.slice(0, count).map(({ event }) => event));
  const isRefused = history[0]?.event.type === 'command.refused';
  const word = fault ? 'corrupt' : isRefused ? 'refused' : statusOf(then);
  // Of what was not there yet nothing is to be said.
  if (count > 0 || fault) summary.byState[word] = (summary.byState[word] ?? 0) + 1;
  summary.streams += 1;
  summary.events += count;
  if (fault) addFault(summary, fault);
};

export const addFault = (summary: ReplaySummary, fault: Fault): void => {
  summary.corrupt += 1;
  if (summary.lies.length < toldMax) summary.lies.push(lieOf(fault));
};

export const addDifferences = (summary: ReplaySummary, differences: readonly Difference[]): void => {
  summary.different += differences.length;
  summary.differences.push(...differences.slice(0, toldMax - summary.differences.length));
};

/** The summary for a terminal. */
export const renderSummary = (summary: ReplaySummary): readonly string[] => {
  const { streams, events, byState, corrupt, lies, different, differences } = summary;
  const states = Object.entries(byState).sort(([a], [b]) => a.localeCompare(b));
  return [
    ...(states.length > 0 ? [renderTable(['state', 'certificates'], states), ''] : []),
    `certificates  ${streams}`,
    `events        ${events}`,
    `corrupt       ${corrupt}`,
    ...lies.map(({ message, code }) => `  ${message} (${code})`),
    ...(different > 0 ? [`different     ${different}`, ...differences.map((one) => `  ${renderDifference(one)}`)] : []),
  ];
};
