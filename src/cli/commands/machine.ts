import { writeFile } from 'node:fs/promises';
import { chartOf } from '../../../machines/chart.ts';
import { fingerprintOf } from '../../app/fingerprint.ts';
import type { Console } from '../console.ts';
import { exitCodes } from '../exit-codes.ts';
import { machineNamed, machines } from '../machines.ts';
import { type MachineFormat, renderMachine } from '../render-machine.ts';
import { renderTable } from '../render-table.ts';

/** Lists the machines, each with the version and the fingerprint that stored events carry. */
export const machineList = ({ json }: Readonly<{ json?: boolean }>, console: Console): number => {
  const rows = [...machines].map(([name, machine]) => {
    const chart = chartOf(machine);
    // The first state is the machine itself.
    const counts = { states: chart.states.length - 1, arrows: chart.arrows.length };
    return { name, version: chart.version, fingerprint: fingerprintOf(chart), ...counts };
  });
  const table = () => renderTable(['name', 'version', 'fingerprint', 'states', 'arrows'], rows.map(Object.values));
  console.data(json ? JSON.stringify(rows) : table());
  return exitCodes.done;
};

/** Prints a machine, or writes it to a file. */
export const machineShow = async (
  name: string,
  { format, out }: Readonly<{ format: MachineFormat; out?: string }>,
  console: Console,
): Promise<number> => {
  const text = renderMachine(machineNamed(name), format);
  if (out === undefined) console.data(text);
  else {
    try {
      await writeFile(out, `${text}\n`);
    } catch (error) {
      console.note(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
      return exitCodes.failed;
    }
  }
  return exitCodes.done;
};
