import type { PdfValue } from './pdf-values.ts';

/** What happens at each operator of a page's language. */
export type Operations = Readonly<Record<string, (operands: readonly PdfValue[]) => void>>;

/** The operands as numbers; NaN where another thing stands. */
export const numbersOf = (operands: readonly PdfValue[]): readonly number[] =>
  operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN));
