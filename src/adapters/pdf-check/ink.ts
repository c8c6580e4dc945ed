/** Red, green and blue, from 0 to 255 each, as one number: `0xrrggbb`. */
export type Ink = number;

export const black: Ink = 0;

/** Of one number grey, of three red, green and blue, of four the inks of a printer. */
export const inkOf = (parts: readonly number[]): Ink => {
  const [first = 0, second = first, third = first, key] = parts;
  if (key !== undefined) return inkOf([first, second, third].map((part) => (1 - part) * (1 - key)));
  return (level(first) << 16) | (level(second) << 8) | level(third);
};

/** `#rrggbb` */
export const inkNamed = (color: string): Ink => Number.parseInt(color.slice(1), 16);

/** From 0, black, to 1, white, as an eye takes it. */
export const lightnessOf = (ink: Ink): number =>
  (2_126 * (ink >> 16) + 7_152 * ((ink >> 8) & 255) + 722 * (ink & 255)) / (10_000 * 255);

const level = (part: number): number => Math.round(Math.min(1, Math.max(0, part)) * 255);
