import type { ChartState } from '../chart.ts';
import type { LayoutOptions } from './box.ts';

/** Regions run side by side, and are drawn so, each on its own; everything else is layered, from above to below. */
export const layoutOf = ({ type }: ChartState): LayoutOptions => ({
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  ...(type === 'parallel' ? sideBySide : layered),
});

/** For a line that should point down. */
export const forward: LayoutOptions = { 'elk.layered.priority.direction': '10' };

/** For a dot from which a state begins. */
export const first: LayoutOptions = { 'elk.layered.layering.layerConstraint': 'FIRST' };

/** For a label that interrupts its line, so that nobody can take it for another's. */
export const inline: LayoutOptions = { 'elk.edgeLabels.inline': 'true' };

const sideBySide = {
  'elk.algorithm': 'box',
  'elk.box.packingMode': 'GROUP_DEC',
  'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
  'elk.aspectRatio': '1.6',
  'elk.spacing.nodeNode': '24',
};

// No `considerModelOrder`: ELK 0.12 fails with it where a line leaves a box from inside. `forward` does as much.
const layered = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.randomSeed': '1',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '14',
};
