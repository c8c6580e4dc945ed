import type { CertificateSettings } from '../machines/certificate.events.ts';
import type { Fact } from './facts.ts';
import type { Face } from './typography.ts';

/** What a block says; also its name in messages. Each block of a layout has another one. */
export type Role = string;

/** Rectangles are in millimetres from the page's upper left corner. */
export type Box = Readonly<{ leftMm: number; widthMm: number; topMm: number; heightMm: number }>;

/** One try at a size; the first that fits is taken. */
export type Step = Readonly<{
  sizePt: number;
  /** At most this wide, although the box may be wider. */
  widthMaxMm?: number;
  /** At most so many lines, although the box may have room for more. */
  linesMax?: number;
}>;

/** What must be so for something to be printed, e.g. `signed`, `not verified`. */
export type Condition = Fact | `not ${Fact}`;

/** A part of a paragraph. Its look is the paragraph's, where it has none of its own. */
export type Span = Readonly<{
  /** Text with places for values, e.g. `Issued {issuedDate}`. A value is filled in once, never read again. */
  pattern: string;
  face: Face;
  color: string;
  when: readonly Condition[];
}>;

/** What a block is to those who read aloud: a heading of some level, or a paragraph. */
export type Tag = 'H1' | 'H2' | 'H3' | 'H4' | 'H5' | 'H6' | 'P';

/** A paragraph with a box of its own, which its text never leaves, however long it is. */
export type Block = Readonly<{
  role: Role;
  spans: readonly [Span, ...Span[]];
  face: Face;
  color: string;
  align: 'left' | 'center' | 'right';
  vertical: 'top' | 'middle' | 'bottom';
  box: Box;
  /** The first line stands on it, whatever its size; then `vertical` and the box's upper edge say nothing. */
  baselineMm?: number;
  steps: readonly [Step, ...Step[]];
  /** Moves down, with its box, when the block of this role needs the room; `gapMm` stays between them. */
  below?: Readonly<{ role: Role; gapMm: number }>;
  when: readonly Condition[];
  /** Where the paragraph leads: `verify`, the page that verifies the certificate, or an https address. */
  link?: string;
  /** Without it, the role decides. */
  tag?: Tag;
}>;

/** A QR code that leads to the page that verifies the certificate; on signed certificates only. */
export type QrCode = Readonly<{
  leftMm: number;
  topMm: number;
  /** The whole square, its margin included. */
  sizeMm: number;
  /** How much of it may be lost: L 7 %, M 15 %, Q 25 %, H 30 %. */
  level: 'L' | 'M' | 'Q' | 'H';
  /** Its margin, in modules. */
  quietZone: number;
  dark: string;
  /** Null where what lies under it is light enough. */
  light: string | null;
  /** What it is, in words, for those who do not see it; with places for values. */
  alternative: string;
  when: readonly Condition[];
}>;

/** A colour as `#rrggbb`, for each kind of certificate. */
export type Shade = Readonly<Record<Kind, string>>;

/** What lies under the text: the drawn ornament with its band, or a page of a file in the operator's template folder. */
export type Background =
  | Readonly<{ type: 'ornament'; band: Readonly<{ leftMm: number; widthMm: number }> }>
  | Readonly<{ type: 'file'; file: string; page: number; alternative?: string }>
  | Readonly<{ type: 'none' }>;

/** Where everything stands on one kind of certificate. Data only: what is not here is the same on every layout. */
export type Layout = Readonly<{
  page: Readonly<{ widthMm: number; heightMm: number }>;
  /** Of its words, as BCP 47 names it: `en`, `pt-BR`. */
  language: string;
  background: Background;
  /** Colours by name. `ink`, `accent`, `tint` and `line` are always there: the ornament is drawn with them. */
  colors: Readonly<Record<string, Shade>>;
  blocks: readonly Block[];
  qr: readonly QrCode[];
}>;

export type Kind = CertificateSettings['kind'];
