import qrcode from 'qrcode-generator';
import type { QrCode } from './layout.ts';
import type { CanvasElement } from './ornament.ts';
import { mm } from './typography.ts';

/**
 * A QR code as two shapes: its ground, and one path of all dark modules, those that stand side by side as one bar, so
 * that no hairline shows between them.
 *
 * @param text what a reader of the code gets; the smallest code that holds it is taken.
 * @throws Error when no code holds it (about 1,200 characters at level H).
 */
export const qrSquares = (
  { leftMm, topMm, sizeMm, level, quietZone, dark, light }: QrCode,
  text: string,
): readonly CanvasElement[] => {
  const code = codeOf(text, level);
  const modules = code.getModuleCount();
  const modulePt = mm(sizeMm) / (modules + 2 * quietZone);
  const at = (module: number, originMm: number): number => round(mm(originMm) + (module + quietZone) * modulePt);

  const bars = Array.from({ length: modules }, (_, row) =>
    barsOf(modules, (column) => code.isDark(row, column)),
  ).flatMap((found, row) => found.map((bar) => ({ row, ...bar })));
  const d = bars
    .map(({ row, from, to }) => {
      const [left, right, top, bottom] = [at(from, leftMm), at(to, leftMm), at(row, topMm), at(row + 1, topMm)];
      return `M${left} ${top}L${right} ${top}L${right} ${bottom}L${left} ${bottom}Z`;
    })
    .join('');
  const ground: CanvasElement = {
    type: 'rect',
    x: mm(leftMm),
    y: mm(topMm),
    w: mm(sizeMm),
    h: mm(sizeMm),
    color: light ?? '',
  };
  return [...(light === null ? [] : [ground]), { type: 'path', d, color: dark }];
};

/** How wide one module of a code is, in millimetres. */
export const moduleMm = ({ sizeMm, level, quietZone }: QrCode, text: string): number =>
  sizeMm / (codeOf(text, level).getModuleCount() + 2 * quietZone);

const codeOf = (text: string, level: QrCode['level']) => {
  const code = qrcode(0, level);
  code.addData(text);
  code.make();
  return code;
};

/** The dark stretches of a row. */
const barsOf = (modules: number, isDark: (column: number) => boolean): readonly { from: number; to: number }[] => {
  const bars: { from: number; to: number }[] = [];
  for (let column = 0; column < modules; column += 1) {
    const last = bars.at(-1);
    if (!isDark(column)) continue;
    if (last?.to === column) last.to += 1;
    else bars.push({ from: column, to: column + 1 });
  }
  return bars;
};

/** To 1/1000 of a point: the same on every machine. */
const round = (value: number): number => Math.round(value * 1_000) / 1_000;
