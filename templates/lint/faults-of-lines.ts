import type { PlacedLine } from '../placed-lines.ts';
import { contrastOf } from './contrast.ts';
import type { Fault } from './fault.ts';

/** Smaller letters cannot be read on paper. */
const sizeMinPt = 6;
/** What WCAG 2.2 AA asks of letters, and of large ones: from 18 pt, or bold from 14 pt. */
const contrastMin = { usual: 4.5, large: 3 };
const largePt = 18;
const largeBoldPt = 14;
/** What lies under the text is taken for white paper. */
const paper = '#ffffff';

/** Lines that nobody can read: too small, because their box is; or too pale. */
export const faultsOfLines = (lines: readonly PlacedLine[]): readonly Fault[] =>
  lines.flatMap((line) => [...small(line), ...pale(line)]);

const small = ({ block, sizePt }: PlacedLine): readonly Fault[] => {
  if (sizePt >= sizeMinPt) return [];
  const message = `the text is set at ${sizePt.toFixed(1)} pt, which nobody can read: give it a larger box or fewer words`;
  return [{ rule: 'text-size', block: block.role, message, measure: sizePt }];
};

const pale = ({ block, sizePt, runs }: PlacedLine): readonly Fault[] =>
  runs.flatMap(({ span, face }): readonly Fault[] => {
    const color = block.spans?.[span]?.color ?? block.color;
    const isLarge = sizePt >= largePt || (sizePt >= largeBoldPt && face.startsWith('bold'));
    const [ratio, least] = [contrastOf(color, paper), isLarge ? contrastMin.large : contrastMin.usual];
    if (ratio >= least) return [];
    // Rounded down, or 2.98 would look like the 3.0 that is asked for.
    const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
    const message = `${color} on white has a contrast of ${shown}, and ${isLarge ? 'large ' : ''}text of ${sizePt.toFixed(0)} pt needs ${least}: take a darker colour`;
    return [{ rule: 'contrast', block: block.role, message, measure: ratio - least }];
  });
