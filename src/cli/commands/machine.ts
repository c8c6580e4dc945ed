import { agentMachine } from '../../../machines/agent.machine.ts';
import { certificateMachine } from '../../../machines/certificate.machine.ts';
import { chartOf } from '../../../machines/chart.ts';
import { renderMermaid } from '../../../machines/mermaid.ts';
import type { Console } from '../console.ts';
import { exitCodes } from '../exit-codes.ts';

const machines = new Map([
  ['certificate', chartOf(certificateMachine)],
  ['agent', chartOf(agentMachine)],
]);

/** Prints the chart of a machine, read from the very definition that runs. */
export const machineShow = (name: string, console: Console): number => {
  const chart = machines.get(name);
  if (!chart) {
    console.note(`there is no machine ${name}: give ${[...machines.keys()].join(' or ')}`);
    return exitCodes.usage;
  }
  console.data(renderMermaid(chart));
  return exitCodes.done;
};
