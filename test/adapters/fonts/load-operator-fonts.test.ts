import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFontBook } from '../../../src/adapters/fonts/font-book.ts';
import { loadHarfBuzz } from '../../../src/adapters/fonts/harfbuzz.ts';
import { loadOperatorFonts } from '../../../src/adapters/fonts/load-operator-fonts.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const fontFile = (weight: string): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-thai/${weight}/NotoSansThai_${weight}.ttf`);

const folderWith = (fill: (folder: string) => void): string => {
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  folders.push(folder);
  fill(folder);
  return folder;
};

const style = { face: 'bold', han: 'simplified' } as const;

describe("the operator's own fonts", () => {
  it('are none without a folder', async () => {
    expect(await loadOperatorFonts(null)).toEqual([]);
    expect(await loadOperatorFonts(join(tmpdir(), 'not-there'))).toEqual([]);
  });

  it('show letters, in the face that is asked for or the one that comes nearest', async () => {
    const folder = folderWith((path) => {
      copyFileSync(fontFile('400Regular'), join(path, 'a.ttf'));
      copyFileSync(fontFile('700Bold'), join(path, 'b.TTF'));
      writeFileSync(join(path, 'LICENSE.txt'), 'OFL');
    });
    const families = await loadOperatorFonts(folder);
    if ('problems' in families) throw new Error('fonts are expected');
    const harfbuzz = await loadHarfBuzz();
    const book = createFontBook(families, harfbuzz);

    expect(families).toHaveLength(1);
    const name = book.fontOf('ก', style) ?? '';
    expect(name).toMatch(/^operator-/);
    expect(book.fontOf('あ', style)).toBeUndefined();
    expect(book.open(name, 'bold')).not.toBe(book.open(name, 'regular'));
    expect(book.open(name, 'bold-italic')).toBe(book.open(name, 'bold'));
    expect(
      book
        .open(name, 'italic')
        .shape('น้ำ', false)
        .every(({ glyph }) => glyph > 0),
    ).toBe(true);
  });

  it.each([
    ['that is no font', (path: string) => writeFileSync(join(path, 'bad.ttf'), 'no font'), /bad\.ttf: it is damaged/],
    ['that is empty', (path: string) => writeFileSync(join(path, 'bad.ttf'), ''), /it is damaged/],
    [
      'that is cut off',
      (path: string) => {
        copyFileSync(fontFile('700Bold'), join(path, 'bad.ttf'));
        truncateSync(join(path, 'bad.ttf'), 20_000);
      },
      /it is damaged/,
    ],
    ['that is a link', (path: string) => symlinkSync(fontFile('700Bold'), join(path, 'bad.ttf')), /it is a link/],
    ['that is a folder', (path: string) => mkdirSync(join(path, 'bad.ttf')), /it is not a file/],
    [
      'that is too large',
      (path: string) => {
        writeFileSync(join(path, 'bad.ttf'), readFileSync(fontFile('700Bold')));
        truncateSync(join(path, 'bad.ttf'), 33_554_433);
      },
      /more than the 33554432 bytes/,
    ],
    [
      'of too many',
      (path: string) => Array.from({ length: 65 }, (_, at) => writeFileSync(join(path, `${at}.ttf`), '')),
      /more than 64 fonts/,
    ],
  ])('a file %s is a problem that says where and why', async (_, fill, message) => {
    const fonts = await loadOperatorFonts(folderWith((path) => void fill(path)));

    if (!('problems' in fonts)) throw new Error('a problem is expected');
    expect(fonts.problems).toHaveLength(1);
    expect(fonts.problems[0]?.code).toBe('font-unusable');
    expect(`${fonts.problems[0]?.origin?.where}: ${fonts.problems[0]?.message}`).toMatch(message);
  });
});
