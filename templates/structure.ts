import { verifyAddress } from './addresses.ts';
import { type BackgroundParts, backgroundParts } from './background.ts';
import { type DrawnCertificate, type FilledBlock, layoutOf } from './filled-blocks.ts';
import { hanStyleOf } from './han-style.ts';
import { languageOf } from './languages.ts';
import type { Tag } from './layout.ts';
import type { PlacedLine } from './placed-lines.ts';
import { filled } from './placeholders.ts';
import { printableText } from './printable-text.ts';
import { isRightToLeft, type Run } from './text-runs.ts';
import { baselineEm, lineHeightEm, mm } from './typography.ts';

/** In points from the page's upper left corner. */
export type Area = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** What a page is drawn with, one after the other: shapes, that many of them, or one run of text. */
export type Piece = Readonly<{ tag: Tag | 'Artifact' | 'Figure'; shapes?: number }>;

/** A part of what the page says, as those who read aloud walk through it. */
export type Element = Readonly<{
  tag: Tag | 'Span' | 'Link' | 'Figure';
  /** BCP 47; that of the page when it is left out. */
  language?: string;
  /** What it reads, where its pieces do not say so by themselves. */
  reads?: string;
  /** What a picture shows. */
  alternative?: string;
  area?: Area;
  /** Where it leads, and the places to click on. */
  leads?: Readonly<{ address: string; areas: readonly Area[] }>;
  /** In the order of reading: elements, and pieces by their number. */
  parts: readonly (Element | number)[];
}>;

/** What a page says, and which of its pieces say it. */
export type Structure = Readonly<{ pieces: readonly Piece[]; elements: readonly Element[] }>;

/**
 * What a certificate says, part by part: its blocks in the layout's order, then its codes. Ornament is left to the eye, and so
 * is the page of a file, unless the layout lies over that very file and says what it shows: then that comes first.
 *
 * @param lines as they are drawn.
 * @param background what lies under them, when it was made before.
 */
export const structureOf = (
  certificate: DrawnCertificate,
  lines: readonly PlacedLine[],
  background: BackgroundParts = backgroundParts(certificate),
): Structure => {
  const layout = layoutOf(certificate);
  const { ornament, codes } = background;
  const pieces: Piece[] = ornament.length > 0 ? [{ tag: 'Artifact', shapes: ornament.length }] : [];

  const figures = codes.map(({ code, shapes }): Element => {
    const [left, top] = [mm(code.leftMm), mm(code.topMm)];
    const sizePt = mm(code.sizeMm);
    return {
      tag: 'Figure',
      alternative: printableText(filled(code.alternative, certificate)) || verifyAddress(certificate),
      area: { left, top, right: left + sizePt, bottom: top + sizePt },
      parts: [pieces.push({ tag: 'Figure', shapes: shapes.length }) - 1],
    };
  });

  const blocks = [...new Set(lines.map(({ block }) => block))];
  const paragraphs = blocks.map((block) => {
    const own = lines.filter((line) => line.block === block);
    const tag = tagOf(block, blocks);
    const drawn = own.flatMap(({ runs }) => runs).map((run) => ({ run, piece: pieces.push({ tag }) - 1 }));
    return elementOf(block, drawn, { tag, lines: own, usual: layout.language });
  });
  return { pieces, elements: [...beneath(certificate), ...paragraphs, ...figures] };
};

/** A figure of nothing yet: the page is laid under all of this later. */
const beneath = (certificate: DrawnCertificate): readonly Element[] => {
  const { background, page } = layoutOf(certificate);
  const { underlay } = certificate.settings;
  if (background.type !== 'file' || !background.alternative) return [];
  if (underlay?.file.split('/').at(-1) !== background.file) return [];
  const alternative = printableText(filled(background.alternative, certificate));
  const area = { left: 0, top: 0, right: mm(page.widthMm), bottom: mm(page.heightMm) };
  return alternative === '' ? [] : [{ tag: 'Figure', alternative, area, parts: [] }];
};

/** What the layout says; else the heading is one, and the name below it. No level is left out. */
const tagOf = ({ tag, role }: FilledBlock, blocks: readonly FilledBlock[]): Tag => {
  if (tag) return tag;
  if (role === 'heading') return 'H1';
  if (role !== 'name') return 'P';
  return blocks.some((other) => other.tag === 'H1' || (other.role === 'heading' && !other.tag)) ? 'H2' : 'H1';
};

type Drawn = Readonly<{ run: Run; piece: number }>;
type Setting = Readonly<{ tag: Tag; lines: readonly PlacedLine[]; usual: string }>;

const elementOf = (block: FilledBlock, drawn: readonly Drawn[], { tag, lines, usual }: Setting): Element => {
  const segments = segmentsOf(block, drawn, usual);
  const [only, ...others] = segments;
  const inner = only && others.length === 0 ? only : { parts: segments.flatMap(spanOf) };
  if (!block.link) return { tag, ...inner };
  return { tag, parts: [{ tag: 'Link', ...inner, leads: { address: block.link, areas: lines.map(areaOf) } }] };
};

const spanOf = (part: Segment): readonly (Element | number)[] =>
  part.language || part.reads ? [{ tag: 'Span', ...part }] : part.parts;

const areaOf = ({ xPt, widthPt, baselinePt, sizePt }: PlacedLine): Area => {
  const top = baselinePt - baselineEm * sizePt;
  return { left: xPt, top, right: xPt + widthPt, bottom: top + lineHeightEm * sizePt };
};

type Segment = Pick<Element, 'language' | 'reads'> & Readonly<{ parts: readonly number[] }>;

/** A paragraph in stretches of one language each, as it is read. */
const segmentsOf = ({ text }: FilledBlock, drawn: readonly Drawn[], usual: string): readonly Segment[] => {
  const han = hanStyleOf(text);
  const stretches: { language: string | undefined; drawn: Drawn[] }[] = [];
  for (const one of drawn.toSorted((a, b) => a.run.from - b.run.from)) {
    const language = languageOf(one.run.text, { usual, han });
    const last = stretches.at(-1);
    if (!last || (language && last.language && language !== last.language)) stretches.push({ language, drawn: [one] });
    else {
      last.drawn.push(one);
      last.language ??= language;
    }
  }
  return stretches.map(({ language, drawn }, at) => {
    const reads = text.slice(at === 0 ? 0 : drawn[0]?.run.from, stretches[at + 1]?.drawn[0]?.run.from);
    return {
      ...(language && language !== usual ? { language } : {}),
      ...(isSaid(drawn, reads) ? {} : { reads }),
      parts: drawn.map(({ piece }) => piece),
    };
  });
};

/** Whether signs read one by one are the text: not from right to left, nor where a blank was left at the end of a line. */
const isSaid = (drawn: readonly Drawn[], text: string): boolean =>
  !drawn.some(({ run }) => isRightToLeft(run)) && drawn.map(({ run }) => run.text).join('') === text;
