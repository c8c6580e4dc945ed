import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, createMachine, setup } from 'xstate';
import { agentMachine } from '../../machines/agent.machine.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { chartOf } from '../../machines/chart.ts';
import { exportXstate } from '../../machines/export-xstate.ts';
import { fingerprintOf } from '../../src/app/fingerprint.ts';
import { createProvenance } from '../../src/app/provenance.ts';

const machines = [certificateMachine, agentMachine] as readonly AnyStateMachine[];
const named = machines.map((machine) => [machine.id, machine] as const);

describe('a machine exported as JSON', () => {
  it.each(named)('makes the same chart again in createMachine: %s', (_, machine) => {
    const config = JSON.parse(JSON.stringify(exportXstate(machine)));
    expect(chartOf(createMachine(config))).toEqual(chartOf(machine));
  });

  it.each(named)('holds nothing that JSON would change: %s', (_, machine) => {
    expect(JSON.parse(JSON.stringify(exportXstate(machine)))).toEqual(exportXstate(machine));
  });

  it('keeps the certificate’s first context, and the words at its states', () => {
    const { context, description } = exportXstate(certificateMachine);
    expect(context).toEqual(certificateMachine.config.context);
    expect(description).toBe('The life of one certificate: one learner, one course');
  });

  it('cannot be made of a guard or an action without a name', () => {
    const nameless = setup({}).createMachine({ id: 'nameless', on: { go: { guard: () => true, actions: [] } } });
    expect(() => exportXstate(nameless)).toThrow('nameless.on.go.guard is code: give it a name in setup()');
  });
});

describe('a machine’s fingerprint', () => {
  it('is the one that stored events carry', () => {
    expect(fingerprintOf(chartOf(certificateMachine))).toBe(createProvenance('test').machine.fingerprint);
  });
});
