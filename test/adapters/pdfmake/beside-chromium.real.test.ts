import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFonts } from '../../../src/adapters/fonts/load-fonts.ts';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { filledBlocks } from '../../../templates/filled-blocks.ts';
import { type PlacedLine, placedLines, styleOf } from '../../../templates/placed-lines.ts';
import { content } from '../../templates/content.ts';
import { type BrowserLine, chromium, chromiumPicture, pixelsPerPt } from './chromium-pictures.ts';
import { moreNames, oldNames } from './names.ts';
import { cropped, type Difference, difference, fromPng, type Picture, toPng } from './pictures.ts';

/**
 * Needs Chromium and poppler: every name as our PDF shows it, beside what a browser makes of the same text
 * with the same fonts. `reports/names/index.html` has both pictures side by side.
 */
const hasPdftoppm = spawnSync('pdftoppm', ['-v']).status === 0;
const canCompare = chromium !== undefined && hasPdftoppm;
if (!canCompare)
  process.stderr.write('SKIPPED: names beside Chromium. To run it: apt-get install chromium poppler-utils\n');

const report = join(import.meta.dirname, '../../../reports/names');
const folder = mkdtempSync(join(tmpdir(), 'beside-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ink of one picture that is farther than this from all ink of the other is in the wrong place: half a point. */
const reachPx = 1;
/** The browser rounds the place of a line's baseline; the same for all of the line, so it hides nothing. */
const shiftMaxPx = 2;
/** So much of the ink may be in the wrong place: edges that are smoothed in another way. */
const shareMax = 0.01;

type Row = { name: string; ours: Picture; theirs: Picture; difference: Difference };

const names = [...oldNames, ...moreNames];
const marginPt = 10;
const rows = new Map<string, Row>();

describe.skipIf(!canCompare)('a name', () => {
  beforeAll(async () => {
    const fonts = await loadFonts();
    const renderer = createPdfmakeRenderer();
    const drawn: { name: string; lines: readonly PlacedLine[]; ours: Picture; topPt: number }[] = [];
    const browserLines: BrowserLine[] = [];
    let topPt = 0;

    for (const name of names) {
      const certificate = content({ name });
      const blocks = filledBlocks(certificate);
      const lines = placedLines(blocks, fonts).filter(({ block }) => block.role === 'name');
      const ours = pictureOf(await renderer.render(certificate), lines);
      const { sizePt, baselinePt: firstPt } = lines[0] as PlacedLine;
      for (const { block, text, baselinePt } of lines) {
        const place = { xPt: marginPt, baselinePt: topPt + aboveEm * sizePt + baselinePt - firstPt };
        const { han } = styleOf(block, blocks);
        browserLines.push({ text, rightToLeft: isRightToLeft(block.text), bold: true, han, sizePt, ...place });
      }
      drawn.push({ name, lines, ours, topPt });
      topPt = Math.ceil(topPt + ours.height / pixelsPerPt + marginPt);
    }

    const page = chromiumPicture(browserLines, { widthPt: widthPt + 2 * marginPt, heightPt: topPt });
    for (const { name, ours, topPt: fromPt } of drawn) {
      const theirs = cropped(page, { x: 0, y: fromPt * pixelsPerPt }, ours);
      rows.set(name, { name, ours, theirs, difference: difference(ours, theirs, reachPx, shiftMaxPx) });
    }
    writeReport([...rows.values()]);
  }, 300_000);

  it.each(names)('%s is shown as Chromium shows it', (name) => {
    const { share } = rows.get(name)?.difference ?? { share: 1 };

    expect(share, 'ink in the wrong place').toBeLessThan(shareMax);
  });
});

/** The part of the page that is compared: the name's lines, with marks above and below. */
const [aboveEm, belowEm] = [1.15, 0.45];
const widthPt = 570;

const pictureOf = (pdf: Uint8Array, lines: readonly PlacedLine[]): Picture => {
  const [first, last] = [lines[0] as PlacedLine, lines.at(-1) as PlacedLine];
  const path = join(folder, 'it.pdf');
  writeFileSync(path, pdf);
  const [top, bottom] = [first.baselinePt - aboveEm * first.sizePt, last.baselinePt + belowEm * first.sizePt];
  execFileSync('pdftoppm', ['-r', String(72 * pixelsPerPt), '-png', '-singlefile', path, join(folder, 'it')]);
  return cropped(
    fromPng(readFileSync(join(folder, 'it.png'))),
    { x: Math.round((first.xPt - marginPt) * pixelsPerPt), y: Math.round(top * pixelsPerPt) },
    { width: (widthPt + marginPt) * pixelsPerPt, height: Math.round((bottom - top) * pixelsPerPt) },
  );
};

const isRightToLeft = (text: string): boolean => /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);

const writeReport = (all: readonly Row[]): void => {
  rmSync(report, { recursive: true, force: true });
  mkdirSync(report, { recursive: true });
  const lines = all.map(({ ours, theirs, difference: { share, shiftX, shiftY } }, at) => {
    writeFileSync(join(report, `${at}-ours.png`), toPng(ours));
    writeFileSync(join(report, `${at}-chromium.png`), toPng(theirs));
    const verdict = `${(100 * share).toFixed(2)} % at ${shiftX}, ${shiftY}`;
    return `<tr class="${share < shareMax ? '' : 'bad'}"><td>${at}<td><img src="${at}-ours.png"><td><img src="${at}-chromium.png"><td>${verdict}`;
  });
  writeFileSync(
    join(report, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Names beside Chromium</title>
    <style>img { width: 560px; border: 1px solid #ddd } .bad { background: #fdd } td { vertical-align: top; font: 12px sans-serif }</style>
    <h1>Names beside Chromium</h1><p>Left the certificate, right Chromium with the same fonts. Ink farther than ${reachPx / pixelsPerPt} pt from
    the other picture's ink, as a share of all; at most ${100 * shareMax} % is taken for the same.</p><table>${lines.join('\n')}</table>`,
  );
};
