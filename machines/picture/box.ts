/** A chart as boxes and lines, in the words of ELK: sizes go in, places come out. All in pixels. */
export type Box = {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  children?: Box[];
  edges?: Line[];
  layoutOptions?: LayoutOptions;
};

export type Line = {
  id: string;
  sources: string[];
  targets: string[];
  labels: Label[];
  sections?: { startPoint: Point; endPoint: Point; bendPoints?: Point[] }[];
  layoutOptions?: LayoutOptions;
};

export type Label = {
  text: string;
  x?: number;
  y?: number;
  width: number;
  height: number;
  layoutOptions: LayoutOptions;
};

type Point = { x: number; y: number };
export type LayoutOptions = Record<string, string>;

/** No font is measured: the widths are those of a letter, in fonts in which that is much the same everywhere. */
export const sizes = { keyLetter: 8.6, smallLetter: 6.7, lineStep: 16, header: 30, side: 12, dot: 12 };
