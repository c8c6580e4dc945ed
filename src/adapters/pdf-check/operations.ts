import { isArray, isBytes, type PdfValue } from './pdf-values.ts';

/** What happens at each operator of a page's language. */
export type Operations = Readonly<Record<string, (operands: readonly PdfValue[]) => void>>;

/** The operands as numbers; NaN where another thing stands. */
export const numbersOf = (operands: readonly PdfValue[]): readonly number[] =>
  operands.map((operand) => (typeof operand === 'number' ? operand : Number.NaN));

/** The strings in an operand of a text operator. */
export const stringsIn = (operand: PdfValue | undefined): readonly Uint8Array[] =>
  (isArray(operand) ? operand : [operand]).filter((value) => isBytes(value));
