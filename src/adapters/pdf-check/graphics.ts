import { black, type Ink, inkOf } from './ink.ts';
import { type Matrix, multiplied, unchanged } from './matrix.ts';
import { numbersOf, type Operations } from './operations.ts';
import { type PdfDict, type PdfValue, unreadable } from './pdf-values.ts';

/** How a page draws at one moment. */
export type Graphics = Readonly<{
  matrix: Matrix;
  /** What shapes and signs are filled with. */
  ink: Ink;
  /** From 0, as if nothing were drawn, to 1, as if nothing lay beneath. */
  opacity: number;
  lineWidth: number;
}>;

type FollowedGraphics = Readonly<{
  now: () => Graphics;
  /** @returns what brings back how the page draws now. */
  keep: () => () => void;
  operations: Operations;
}>;

const plainSpaces: ReadonlySet<unknown> = new Set(['/DeviceGray', '/DeviceRGB', '/DeviceCMYK']);
const plainSettings: ReadonlySet<string> = new Set(['/Type', '/ca', '/CA']);

/**
 * Follows places and inks of a page.
 *
 * @param settingsByName the settings that the page calls by name.
 * @throws SelfCheckError `self-check-unreadable` at inks that are not plain, and at settings that nothing of ours has.
 */
export const createGraphics = (settingsByName: (name: string) => PdfDict): FollowedGraphics => {
  let now: Graphics = { matrix: unchanged, ink: black, opacity: 1, lineWidth: 1 };
  const change = (changed: Partial<Graphics>): void => {
    now = { ...now, ...changed };
  };
  const fillWith =
    (...counts: readonly number[]) =>
    (operands: readonly PdfValue[]): void => {
      if (!counts.includes(operands.length)) throw unusualInk();
      change({ ink: inkOf(numbers(operands)) });
    };

  return {
    now: () => now,
    keep: () => {
      const kept = now;
      return () => {
        now = kept;
      };
    },
    operations: {
      cm: (operands) => change({ matrix: multiplied(matrixOf(operands), now.matrix) }),
      w: (operands) => change({ lineWidth: numbers(operands)[0] ?? 1 }),
      gs: ([name]) => change({ opacity: opacityIn(settingsByName(String(name))) ?? now.opacity }),
      cs: ([space]) => {
        if (!plainSpaces.has(space)) throw unusualInk();
        change({ ink: black });
      },
      sc: fillWith(1, 3, 4),
      scn: fillWith(1, 3, 4),
      g: fillWith(1),
      rg: fillWith(3),
      k: fillWith(4),
    },
  };
};

/** @throws SelfCheckError */
export const matrixOf = (operands: readonly PdfValue[]): Matrix => {
  const [a, b, c, d, e, f] = numbers(operands);
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined)
    throw unreadable('the page moves to nowhere');
  return [a, b, c, d, e, f];
};

const numbers = (operands: readonly PdfValue[]): readonly number[] => {
  const found = numbersOf(operands);
  if (found.some(Number.isNaN)) throw unreadable('an operator of the page has no numbers');
  return found;
};

const opacityIn = (settings: PdfDict): number | undefined => {
  const opacity = settings.get('/ca');
  const isPlain = [...settings.keys()].every((key) => plainSettings.has(key));
  if (!isPlain || settings.size === 0 || (opacity !== undefined && typeof opacity !== 'number'))
    throw unreadable('the page is drawn with an unusual setting');
  return opacity;
};

const unusualInk = () => unreadable('the page is drawn with an unusual ink');
