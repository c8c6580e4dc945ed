import type { AnyStateMachine } from 'xstate';
import { agentMachine } from '../../machines/agent.machine.ts';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { UsageError } from './usage-error.ts';

/** The machines of this program, by the names that a person gives them. */
export const machines: ReadonlyMap<string, AnyStateMachine> = new Map<string, AnyStateMachine>([
  ['certificate', certificateMachine],
  ['agent', agentMachine],
]);

/** @throws UsageError when there is none of that name. */
export const machineNamed = (name: string): AnyStateMachine => {
  const machine = machines.get(name);
  if (!machine) throw new UsageError(`there is no machine ${name}: give ${[...machines.keys()].join(' or ')}`);
  return machine;
};
