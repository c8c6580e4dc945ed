import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CertificateState, evolve, initialState, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { type ChartArrow, chartOf } from '../../machines/chart.ts';
import { createProvenance } from '../../src/app/provenance.ts';
import { examined, goldenVersions, outcomeOf, readGolden, writeGolden } from './golden-files.ts';

const today = createProvenance().machine;

describe.each(goldenVersions())('histories that machine %s wrote', (version) => {
  it.each(readGolden(version).map((golden) => [golden.story, golden] as const))(
    'are replayed: %s',
    async (_, { history, outcome }) => {
      const found = await examined(history);
      expect(found.fault).toBeNull();
      expect(found.history).toHaveLength(history.length);
      expect(outcomeOf(found)).toEqual(outcome);
    },
  );

  it('are all in the list', () => {
    const folder = new URL(`${version}/`, import.meta.url);
    expect(readdirSync(folder).filter((file) => file.endsWith('.jsonl'))).toHaveLength(readGolden(version).length);
  });
});

describe(`histories that machine v${today.version} wrote`, () => {
  const written = process.env['WRITE_GOLDEN'] === undefined ? readGolden(`v${today.version}`) : [];
  const events = written.flatMap(({ history }) => history);

  it.runIf(process.env['WRITE_GOLDEN'])('are written, once', () => writeGolden(`v${today.version}`), 60_000);

  it.skipIf(process.env['WRITE_GOLDEN'])('are of the chart as it is today', () => {
    const fingerprints = [...new Set(events.map(({ metadata }) => metadata.machine.fingerprint))];
    const advice = `The certificate's chart has changed, and histories are out there that the chart of before has written.
      Raise \`version\` in machines/certificate.machine.ts, see that every test of test/golden is good again (an upcaster
      bridges what changed: docs/history.md), then keep histories of the new one beside the old:
      WRITE_GOLDEN=1 npx vitest run test/golden. Never write an older folder anew.`;
    expect(fingerprints, advice).toEqual([today.fingerprint]);
  });

  it.skipIf(process.env['WRITE_GOLDEN'])('have every type of event', () => {
    const types = new Set(chartOf(certificateMachine).arrows.map(({ event }) => event));
    expect(new Set(events.map(({ event }) => event.type))).toEqual(types);
  });

  it.skipIf(process.env['WRITE_GOLDEN'])('go along every arrow of the chart', () => {
    const gone = new Set(
      written.flatMap(({ history }) => arrowsOf(history.map(({ event }) => event as CertificateEvent))),
    );
    const arrows = chartOf(certificateMachine).arrows.map(nameOf);
    expect(arrows.filter((arrow) => !gone.has(arrow))).toEqual([]);
  });
});

const nameOf = ({ from, event, guard, to }: ChartArrow): string => `${from} --${event} [${guard}]--> ${to}`;

/** The arrows that a history goes along. */
const arrowsOf = (events: readonly CertificateEvent[]): readonly string[] => {
  let state = initialState;
  return events.map((event) => {
    const before = state;
    state = evolve(before, event);
    return nameOf(arrowBetween(before, event, state));
  });
};

const arrowBetween = (before: CertificateState, event: CertificateEvent, after: CertificateState): ChartArrow => {
  const { arrows } = chartOf(certificateMachine);
  // The innermost state that knows the event has the say.
  const sources = pathOf(before)
    .split('.')
    .map((_, at, path) => ['certificate', ...path.slice(0, at + 1)].join('.'));
  const found = [...sources.reverse(), 'certificate']
    .map((from) => arrows.filter((arrow) => arrow.from === from && arrow.event === event.type))
    .find((known) => known.length > 0);
  const [only, ...others] = found ?? [];
  if (!only) throw new Error(`no arrow for ${event.type} from ${pathOf(before)}`);
  if (others.length === 0) return only;
  const guard =
    event.type === 'prior_state.assumed'
      ? `assumes ${event.data.state}`
      : after.owed.length > 0
        ? 'settled'
        : 'lastUnanswered';
  return [only, ...others].find((arrow) => arrow.guard === guard) ?? only;
};
