import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor, type Snapshot } from 'xstate';
import { decide, evolve, fold, initialState, pathOf } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import {
  addCert,
  artifactsOf,
  created,
  delCert,
  deleted,
  failed,
  regenCert,
  removed,
  rendered,
  replied,
  signed,
} from './samples.ts';

const commands = [addCert, regenCert, delCert];

/** A history that the decider and the work could have made: each choice picks a command, an outcome or a way to fail. */
const livedHistory = (choices: readonly number[]): CertificateEvent[] => {
  const history: CertificateEvent[] = [];
  let state = initialState;
  const happen = (...events: readonly CertificateEvent[]): void => {
    for (const event of events) {
      state = evolve(state, event);
      history.push(event);
    }
  };

  choices.forEach((choice, n) => {
    const make = commands[choice % 3] ?? addCert;
    happen(...decide(make(n), state));
    const failAt = choice % 7;
    for (let step = 0; state.owed.length > 0 && step < 12; step += 1) {
      const [effect] = state.owed;
      if (!effect) break;
      if (effect.type === 'reply') happen(replied(Number(effect.submission.split('-')[1])));
      else if (step === failAt) happen(failed(n));
      else happen(eventFor(effect.type, n, pathOf(state)));
    }
  });
  return history;
};

const eventFor = (effect: string, n: number, path: string): CertificateEvent => {
  if (effect === 'renderPdf') return rendered(n);
  if (effect === 'signPdf') return signed(n);
  if (effect === 'publish') return created(n);
  return path.startsWith('deleting') ? deleted(n) : removed(n);
};

const histories = fc.array(fc.nat(1000), { maxLength: 12 }).map(livedHistory);

describe('replay', () => {
  it('equals a live actor that was sent the same events', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const actor = createActor(certificateMachine).start();
        for (const event of history) actor.send(event);
        const { value, context } = fold(history).snapshot;
        expect({ value, context }).toEqual({ value: actor.getSnapshot().value, context: actor.getSnapshot().context });
      }),
    );
  });

  it('gives the same after every event was through JSON', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(fold(JSON.parse(JSON.stringify(history)))).toEqual(fold(history));
      }),
    );
  });

  it('gives the same from a stored snapshot and the rest of the history', () => {
    fc.assert(
      fc.property(histories, fc.nat(40), (history, at) => {
        const { snapshot } = fold(history.slice(0, at));
        const stored = certificateMachine.resolveState({
          ...(JSON.parse(JSON.stringify(snapshot)) as Snapshot<unknown> & Pick<typeof snapshot, 'value' | 'context'>),
        });
        const { value, context } = fold(history.slice(at), { snapshot: stored, owed: [] }).snapshot;
        expect({ value, context }).toEqual({
          value: fold(history).snapshot.value,
          context: fold(history).snapshot.context,
        });
      }),
    );
  });

  it('ends with nothing owed and no submission unanswered when every effect was paid', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { owed, snapshot } = fold(history);
        expect(owed).toEqual([]);
        expect(snapshot.context.unanswered).toEqual([]);
        expect(snapshot.context.underWay).toBe(false);
      }),
    );
  });

  it('never lists public files as replaced ones as well', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { published, superseded } = fold(history).snapshot.context;
        expect(superseded).not.toContainEqual(published?.artifacts ?? artifactsOf(-1));
      }),
    );
  });
});
