import type { CertificateSettings } from '../machines/certificate.events.ts';
import type { Face } from './typography.ts';

/** What a block says; also its name in messages. */
export type Role =
  | 'heading'
  | 'issue date'
  | 'preamble'
  | 'name'
  | 'achievement'
  | 'course title'
  | 'organisation'
  | 'kind of certificate'
  | 'verification address';

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

/** A paragraph with a box of its own, which its text never leaves, however long it is. */
export type Block = Readonly<{
  role: Role;
  /** Text with places for values, e.g. `Issued {issuedDate}`. A value is filled in once, never read again. */
  pattern: string;
  face: Face;
  color: 'ink' | 'accent';
  align: 'left' | 'center' | 'right';
  vertical: 'top' | 'middle';
  box: Box;
  steps: readonly [Step, ...Step[]];
  /** Moves down, with its box, when the block of this role needs the room; `gapMm` stays between them. */
  below?: Readonly<{ role: Role; gapMm: number }>;
  /** Printed on signed certificates only. */
  whenSigned?: true;
  /** The whole paragraph leads to the page that verifies the certificate. */
  link?: 'verify';
}>;

/** Where everything stands on one kind of page. Data only: what is not here is the same on every layout. */
export type Layout = Readonly<{
  page: Readonly<{ widthMm: number; heightMm: number }>;
  /** The band along the left edge that carries the ornament. */
  band: Readonly<{ leftMm: number; widthMm: number }>;
  blocks: readonly Block[];
}>;

export type Kind = CertificateSettings['kind'];
export type Page = CertificateSettings['page'];
