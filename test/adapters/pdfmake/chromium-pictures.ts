import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fontPackages } from '../../../src/adapters/fonts/font-packages.ts';
import { fontFile, installedFamilies } from '../../../src/adapters/fonts/packaged-fonts.ts';
import type { HanStyle } from '../../../templates/han-style.ts';
import { fromPng, type Picture } from './pictures.ts';

const packages = createRequire(import.meta.url);

export const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** Two pixels a point. */
export const pixelsPerPt = 2;
const cssPixelsPerPt = 96 / 72;

/** A line for the browser to set; its place is the start of its baseline, in points. */
export type BrowserLine = Readonly<{
  text: string;
  rightToLeft: boolean;
  bold: boolean;
  han: HanStyle;
  sizePt: number;
  xPt: number;
  baselinePt: number;
}>;

const names = installedFamilies().map(({ name }) => name);
const installed = fontPackages.filter(({ name }) => names.includes(name));

const fontFaces = installed
  .flatMap((family) =>
    (['regular', 'bold'] as const).map(
      (face) => `@font-face { font-family: ${family.name}; font-weight: ${face === 'bold' ? 700 : 400};
        src: url('${pathToFileURL(packages.resolve(fontFile(family, face)))}'); }`,
    ),
  )
  .join('\n');

/** The same families in the same order, with the wanted Chinese writing before the others. */
const familyList = (wanted: HanStyle): string => {
  const first = installed.findIndex(({ han }) => han);
  const chosen = installed.filter(({ han }) => han === wanted);
  return [...installed.slice(0, first), ...chosen, ...installed.slice(first)].map(({ name }) => name).join(', ');
};

/** Above the baseline a line of Open Sans has 1.069 em, below it 0.293; the rest of the line's height is halved. */
const baselineInLineEm = (1.3 - (1.069 + 0.293)) / 2 + 1.069;

const lineOf = ({ text, rightToLeft, bold, han, sizePt, xPt, baselinePt }: BrowserLine): string =>
  `<div dir="${rightToLeft ? 'rtl' : 'ltr'}" style="left: ${xPt}pt; top: ${baselinePt - baselineInLineEm * sizePt}pt;
    font: ${bold ? 700 : 400} ${sizePt}pt/1.3 ${familyList(han)}">${escaped(text)}</div>`;

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What Chromium makes of these lines, on one page. */
export const chromiumPicture = (
  lines: readonly BrowserLine[],
  size: Readonly<{ widthPt: number; heightPt: number }>,
): Picture => {
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  try {
    const page = join(folder, 'page.html');
    const picture = join(folder, 'page.png');
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><style>${fontFaces}
      body { margin: 0; color: #009fe2; font-synthesis: none; text-spacing-trim: space-all }
      div { position: absolute; white-space: pre; text-align: left }</style>${lines.map(lineOf).join('\n')}`,
    );
    execFileSync(
      chromium ?? '',
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'],
        ...['--allow-file-access-from-files', '--font-render-hinting=none', '--disable-lcd-text'],
        `--user-data-dir=${join(folder, 'profile')}`,
        `--force-device-scale-factor=${pixelsPerPt / cssPixelsPerPt}`,
        `--window-size=${Math.ceil(size.widthPt * cssPixelsPerPt)},${Math.ceil(size.heightPt * cssPixelsPerPt)}`,
        '--virtual-time-budget=20000',
        `--screenshot=${picture}`,
        pathToFileURL(page).href,
      ],
      { stdio: 'ignore', timeout: 90_000 },
    );
    return fromPng(readFileSync(picture));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
