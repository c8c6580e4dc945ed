import qrcode from 'qrcode-generator';
import { describe, expect, it } from 'vitest';
import { background, backgroundParts } from '../../templates/background.ts';
import { layoutSchema } from '../../templates/layout-schema/layout.ts';
import { qrSquares } from '../../templates/qr-code.ts';
import { mm } from '../../templates/typography.ts';
import { content } from './content.ts';

const address = 'https://verify.example.org/cert/abcdef0123456789abcdef0123456789';
const code = {
  leftMm: 10,
  topMm: 20,
  sizeMm: 30,
  level: 'Q',
  quietZone: 4,
  dark: '#000000',
  light: '#ffffff',
  alternative: 'QR code',
  when: [],
} as const;

describe('a QR code', () => {
  it('has a dark bar for every dark module, and none besides, within its quiet zone', () => {
    const expected = qrcode(0, 'Q');
    expected.addData(address);
    expected.make();
    const [ground, path] = qrSquares(code, address) as unknown as [{ w: number }, { d: string }];
    const bars = path.d
      .split('M')
      .slice(1)
      .map((bar) => bar.match(/[\d.]+/g)?.map(Number) ?? []);
    const modulePt = mm(30) / (expected.getModuleCount() + 8);
    const moduleAt = (pt: number, originMm: number): number => (pt - mm(originMm)) / modulePt - 4;

    const dark = new Set<string>();
    for (const [left = 0, top = 0, right = 0] of bars) {
      for (let x = Math.round(moduleAt(left, 10)); x < Math.round(moduleAt(right, 10)); x += 1) {
        dark.add(`${Math.round(moduleAt(top, 20))} ${x}`);
      }
    }
    const modules = Array.from({ length: expected.getModuleCount() }, (_, n) => n);
    const wanted = modules.flatMap((y) => modules.filter((x) => expected.isDark(y, x)).map((x) => `${y} ${x}`));
    expect([...dark].sort()).toEqual(wanted.sort());
    expect(ground.w).toBeCloseTo(mm(30));
  });

  const layout = layoutSchema.parse({
    page: 'A4 landscape',
    blocks: [
      {
        role: 'name',
        text: '{name}',
        box: { left: '20mm', top: '20mm', width: '200mm', height: '20mm' },
        sizes: '24pt',
      },
    ],
    qr: [
      { box: { left: '250mm', top: '160mm', size: '30mm' } },
      { box: { left: '10mm', top: '160mm', size: '30mm' }, light: null, when: 'verified' },
    ],
  });

  it('stands on signed certificates only, and where its condition holds', () => {
    const shapes = (settings: Parameters<typeof content>[1]) =>
      background(backgroundParts({ ...content({}, settings), layout })).length;

    expect(shapes({ signed: false })).toBe(0);
    expect(shapes({})).toBe(2);
    expect(shapes({ kind: 'verified' })).toBe(3);
  });
});
