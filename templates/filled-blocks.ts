import { verifyAddress } from './addresses.ts';
import { builtInLayout } from './built-in-layouts.ts';
import { type Fact, factsOf } from './facts.ts';
import { filledSpans } from './filled-spans.ts';
import type { Block, Condition, Layout } from './layout.ts';
import { colorIn } from './palettes.ts';
import type { PrintedCertificate } from './printed-certificate.ts';
import type { Face } from './typography.ts';

/** A part of a block's text with a look of its own; `color` is `#rrggbb`. */
type FilledSpan = Readonly<{ text: string; face: Face; color: string }>;

/** A block with the very text that is going to be printed; `color` is `#rrggbb`, `link` a whole address. */
export type FilledBlock = Omit<Block, 'spans' | 'when'> &
  Readonly<{
    text: string;
    /** The text again, in its parts, when they do not all look the same. */
    spans?: readonly [FilledSpan, ...FilledSpan[]];
  }>;

/** A certificate with the layout to draw it in; without one, with the built-in layout of its settings. */
export type DrawnCertificate = PrintedCertificate & Readonly<{ layout?: Layout }>;

/** The layout that a certificate was asked for with. */
export const layoutOf = ({ layout, settings }: DrawnCertificate): Layout => layout ?? builtInLayout(settings.layout);

/** Everything that is printed on a certificate, block by block, in the layout's order. A block with nothing to say is left out. */
export const filledBlocks = (certificate: DrawnCertificate): readonly FilledBlock[] => {
  const layout = layoutOf(certificate);
  const holds = conditionsOf(certificate);
  const { kind } = certificate.settings;
  const printed = layout.blocks
    .filter((block) => holds(block.when))
    .flatMap((block) => {
      const { spans: written, when: _, link, ...rest } = block;
      const said = written.filter(({ when }) => holds(when));
      const spans = filledSpans(said, certificate).map((span) => ({
        ...span,
        color: colorIn(layout, kind, span.color),
      }));
      const [first] = spans;
      if (!first) return [];
      const isPlain = spans.every(({ face, color }) => face === first.face && color === first.color);
      return [
        {
          ...rest,
          face: first.face,
          color: first.color,
          text: spans.map(({ text }) => text).join(''),
          ...(isPlain ? {} : { spans: [first, ...spans.slice(1)] as const }),
          ...(link ? { link: link === 'verify' ? verifyAddress(certificate) : link } : {}),
        },
      ];
    });
  return printed.map((block) => belowPrinted(block, layout.blocks, printed));
};

type Placed = Pick<Block, 'role' | 'below'>;

/** Below a block that is left out is below what that one would stand below: all of a chain goes down together. */
const belowPrinted = <Filled extends Placed>(
  block: Filled,
  all: readonly Placed[],
  printed: readonly Placed[],
): Filled => {
  const { below, ...rest } = block;
  if (!below || printed.some(({ role }) => role === below.role)) return block;
  const next = all.find(({ role }) => role === below.role)?.below;
  if (!next) return rest as Filled;
  return belowPrinted({ ...block, below: { ...below, role: next.role } }, all, printed);
};

/** @returns whether all of the conditions hold for this certificate. */
export const conditionsOf = (certificate: PrintedCertificate): ((conditions: readonly Condition[]) => boolean) => {
  const facts = factsOf(certificate);
  return (conditions) =>
    conditions.every((condition) =>
      condition.startsWith('not ') ? !facts[condition.slice(4) as Fact] : facts[condition as Fact],
    );
};
