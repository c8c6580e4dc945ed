import { describe, expect, it } from 'vitest';
import { decide, evolve, fold, initialState, pathOf, statusOf } from '../../machines/certificate.decider.ts';
import { given } from './given.ts';
import {
  addCert,
  artifactsOf,
  assumed,
  created,
  creation,
  delCert,
  deleted,
  failed,
  refused,
  regenCert,
  removed,
  rendered,
  replied,
  signed,
} from './samples.ts';

const regeneration = (n: number, ...gone: number[]) => [
  regenCert(n),
  rendered(n),
  signed(n),
  created(n),
  removed(n, ...gone),
  replied(n),
];
const deletion = (n: number, ...gone: number[]) => [delCert(n), deleted(n, ...gone), replied(n)];

describe('a certificate', () => {
  it('is requested when none exists', () => {
    expect(given().when(addCert(7))).toEqual([addCert(7)]);
  });

  it('is requested again after it was deleted', () => {
    expect(given(...creation(7), ...deletion(8, 7)).when(addCert(9))).toEqual([addCert(9)]);
  });

  it('is requested, regenerated and deleted after an error', () => {
    const history = [addCert(7), failed(7), replied(7)];
    expect(given(...history).when(addCert(8))).toEqual([addCert(8)]);
    expect(given(...history).when(regenCert(8))).toEqual([regenCert(8)]);
    expect(given(...history).when(delCert(8))).toEqual([delCert(8)]);
  });

  it('is regenerated and deleted when it can be downloaded', () => {
    expect(given(...creation(7)).when(regenCert(8))).toEqual([regenCert(8)]);
    expect(given(...creation(7)).when(delCert(8))).toEqual([delCert(8)]);
  });

  it('changes nothing when the queue delivers a submission again, the last one or an earlier one', () => {
    const history = [...creation(7), ...regeneration(8, 7)];
    expect(given(...history).when(addCert(7))).toEqual([]);
    expect(given(...history).when(regenCert(8))).toEqual([]);
  });

  it('is taken as reset by the LMS when it is requested while it can be downloaded', () => {
    const [assumption, command] = given(...creation(7)).when(addCert(8));
    expect(assumption).toMatchObject({ type: 'prior_state.assumed', data: { state: 'unavailable' } });
    expect(assumption?.data).toMatchObject({ because: expect.stringContaining('downloadable') });
    expect(command).toEqual(addCert(8));
  });

  it.each([regenCert(7), delCert(7)])('is taken as downloadable when an unknown one gets $type', (command) => {
    expect(given().when(command)).toMatchObject([
      { type: 'prior_state.assumed', data: { state: 'downloadable' } },
      command,
    ]);
  });

  it('is never decided upon while another command is under way', () => {
    expect(() => given(addCert(7)).when(regenCert(8))).toThrow('another command is under way');
  });

  it('keeps a request that cannot be understood as a fact of its own', () => {
    expect(given().when(refused(7))).toEqual([refused(7)]);
    expect(given(refused(7)).when(refused(7))).toEqual([]);
  });
});

describe('what is owed', () => {
  const owedAfter = (...history: Parameters<typeof fold>[0][]) => fold(history.flatMap((part) => [...part])).owed;

  it('is one step of the work after the other, then the answer, then nothing', () => {
    const steps = creation(7).map((_, at) => owedAfter(creation(7).slice(0, at + 1)));
    expect(steps).toEqual([
      [{ type: 'renderPdf' }],
      [{ type: 'signPdf' }],
      [{ type: 'publish' }],
      [{ type: 'reply', submission: 'submission-7' }],
      [],
    ]);
  });

  it('is the removal of the old files only when the new ones of a regeneration are created', () => {
    const state = fold([...creation(7), regenCert(8), rendered(8), signed(8), created(8)]);
    expect(pathOf(state)).toBe('regenerating.removing');
    expect(state.owed).toEqual([{ type: 'removeArtifacts' }]);
    expect(state.snapshot.context.superseded).toEqual([artifactsOf(7)]);
  });

  it('is the signature again when the file turned out to be another one', () => {
    expect(owedAfter([addCert(7), rendered(7), rendered(7)])).toEqual([{ type: 'signPdf' }]);
    expect(owedAfter([addCert(7), rendered(7), signed(7), rendered(7)])).toEqual([{ type: 'signPdf' }]);
  });

  it('is every answer that was never taken, beside the new one', () => {
    const history = [addCert(7), failed(7), addCert(8), failed(8)];
    expect(owedAfter(history)).toEqual([
      { type: 'reply', submission: 'submission-7' },
      { type: 'reply', submission: 'submission-8' },
    ]);
    expect(owedAfter([...history, replied(8)])).toEqual([{ type: 'reply', submission: 'submission-7' }]);
    expect(owedAfter([...history, replied(8), replied(7)])).toEqual([]);
  });

  it('is an answer to a refused request, which leaves the certificate unavailable', () => {
    const state = fold([refused(7)]);
    expect(statusOf(state)).toBe('unavailable');
    expect(state.owed).toEqual([{ type: 'reply', submission: 'submission-7' }]);
  });
});

describe('a command that comes later than its successor', () => {
  const lateOf = (item: number, queue: string, before = creation(7)) => {
    const command = addCert(item);
    const asked = { ...command, data: { ...command.data, delivery: { queue, item, key: 'k' } } } as typeof command;
    const decided = decide(asked, fold(before)).at(-1);
    return decided && 'late' in decided.data && decided.data.late;
  };

  it('is known by its lower number in the same queue', () => {
    expect(lateOf(6, 'certificates')).toBe(true);
    expect(lateOf(8, 'certificates')).toBe(false);
    expect(lateOf(6, 'another queue')).toBe(false);
    expect(lateOf(6, 'certificates', [])).toBe(false);
  });

  it('keeps the files that the LMS may have asked for since, until an order in its turn replaces both', () => {
    const late = addCert(6);
    const again = { ...late, data: { ...late.data, late: true } } as typeof late;
    const history = [...creation(7), assumed(6, 'unavailable'), again, rendered(6), signed(6), created(6), replied(6)];
    expect(fold(history).snapshot.context).toMatchObject({
      published: { artifacts: artifactsOf(6) },
      kept: [artifactsOf(7)],
      superseded: [],
    });
    const next = fold([...history, assumed(8, 'unavailable'), ...creation(8)]).snapshot.context;
    expect(next).toMatchObject({ kept: [], superseded: [artifactsOf(7), artifactsOf(6)] });
  });
});

describe('the files', () => {
  it('of a certificate that the LMS had reset stay known until they are removed', () => {
    const again = [assumed(8, 'unavailable'), ...creation(8)];
    expect(fold([...creation(7), ...again]).snapshot.context.superseded).toEqual([artifactsOf(7)]);
    expect(fold([...creation(7), ...again, ...regeneration(9, 7, 8)]).snapshot.context.superseded).toEqual([]);
  });

  it('of a certificate stay public when its regeneration fails', () => {
    const { context } = fold([...creation(7), regenCert(8), failed(8)]).snapshot;
    expect(context.published?.artifacts).toEqual(artifactsOf(7));
  });
});

describe('a fact that does not fit', () => {
  it.each([signed(1), created(1), deleted(1), failed(1), rendered(1)])('stops the world: $type at first', (event) => {
    expect(() => evolve(initialState, event)).toThrow(`${event.type} cannot happen`);
  });

  it('stops the world when an answer is posted in the middle of the work', () => {
    expect(() => fold([addCert(1), replied(1)])).toThrow('reply.posted cannot happen');
  });
});
