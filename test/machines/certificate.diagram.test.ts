import { describe, expect, it } from 'vitest';
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { chartOf } from '../../machines/chart.ts';
import { documentedArrows, wordingOf } from './documented-diagram.ts';
import { addCert, created, delCert, deleted, failed, regenCert, removed, rendered, signed } from './samples.ts';

const documentedStates = ['unavailable', 'generating', 'downloadable', 'regenerating', 'deleting', 'deleted', 'error'];

/** `certificate.generating.signing` and `{ generating: 'signing' }` are both in `generating`. */
const topLevel = (idOrValue: unknown): string =>
  typeof idOrValue === 'string'
    ? (idOrValue.split('.')[idOrValue.startsWith('certificate') ? 1 : 0] ?? 'the whole machine')
    : (Object.keys(idOrValue as object)[0] ?? '');

const sorted = (arrows: Iterable<string>): string[] => [...new Set(arrows)].sort();

describe('the documented diagram', () => {
  it('has seven states and thirteen arrows', () => {
    expect(documentedArrows()).toHaveLength(13);
    expect(sorted(documentedArrows().flatMap((arrow) => arrow.split(/ --.+--> /)))).toEqual(
      [...documentedStates].sort(),
    );
  });

  it('has exactly the top-level states of the chart', () => {
    const { states } = chartOf(certificateMachine);
    expect(states.filter(({ parent }) => parent === 'certificate').map(({ key }) => key)).toEqual(
      expect.arrayContaining(documentedStates),
    );
    expect(states.filter(({ parent }) => parent === 'certificate')).toHaveLength(7);
  });

  it('has exactly the arrows between the top-level states of the chart', () => {
    const arrows = chartOf(certificateMachine)
      .arrows.filter(({ from, to }) => from !== 'certificate' && topLevel(from) !== topLevel(to))
      .map(({ from, event, to }) => `${topLevel(from)} --${wordingOf(topLevel(from), event)}--> ${topLevel(to)}`);
    expect(arrows).toHaveLength(13);
    expect(arrows.sort()).toEqual(documentedArrows());
  });

  it('has exactly the arrows that are found by running the machine', () => {
    const events = [
      addCert(1),
      regenCert(2),
      delCert(3),
      rendered(1),
      signed(1),
      created(1),
      removed(1),
      deleted(1),
      failed(1),
    ];
    const adjacency = getAdjacencyMap(certificateMachine, {
      events,
      serializeState: (snapshot) => JSON.stringify([snapshot.value, snapshot.context.underWay]),
    });
    const arrows = adjacencyMapToArray(adjacency)
      .filter(({ state, nextState }) => topLevel(state.value) !== topLevel(nextState.value))
      .map(({ state, event, nextState }) => {
        const from = topLevel(state.value);
        return `${from} --${wordingOf(from, event.type)}--> ${topLevel(nextState.value)}`;
      });
    expect(sorted(arrows)).toEqual(documentedArrows());
  });
});
