export type Face = 'regular' | 'italic' | 'bold' | 'bold-italic';

/**
 * The width of a text set in a face, in em: the size times this is the width in points.
 *
 * @param from where in its paragraph it stands, when it stands in one.
 */
export type Measure = (text: string, face: Face, from?: number) => number;

/** From one baseline to the next, in em: room for a capital with two accents below a descender. */
export const lineHeightEm = 1.3;

/** From a line's upper edge to its baseline, in em; what is left below the baseline is for descenders. */
export const baselineEm = 1;

const pointsPerMm = 72 / 25.4;

/** Millimetres as PostScript points. */
export const mm = (millimetres: number): number => millimetres * pointsPerMm;

/** PostScript points as millimetres. */
export const toMm = (points: number): number => points / pointsPerMm;
