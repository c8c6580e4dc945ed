import type { AnyStateMachine } from 'xstate';
import { chartOf } from '../../machines/chart.ts';
import { exportXstate } from '../../machines/export-xstate.ts';
import { renderMermaid } from '../../machines/mermaid.ts';
import { isPictureOf, loadPicture } from './shipped-picture.ts';

/** What a machine can be written as. */
export const machineFormats = ['mermaid', 'svg', 'json', 'xstate'] as const;
export type MachineFormat = (typeof machineFormats)[number];

/** A machine as text, read from the very definition that runs, without a line break at its end. */
export const renderMachine = (machine: AnyStateMachine, format: MachineFormat): string => {
  const chart = chartOf(machine);
  switch (format) {
    case 'mermaid':
      return renderMermaid(chart);
    case 'json':
      return JSON.stringify(chart, null, 2);
    case 'xstate':
      return JSON.stringify(exportXstate(machine), null, 2);
    case 'svg': {
      const picture = loadPicture(chart);
      if (!isPictureOf(picture, chart))
        throw new Error(`docs/machines/${chart.id}.svg is of another version of the machine`);
      return picture.trimEnd();
    }
  }
};
