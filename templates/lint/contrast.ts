/**
 * How well two colours can be told apart, from 1 (not at all) to 21: the contrast ratio of WCAG 2.
 *
 * @param colors as `#rrggbb`.
 */
export const contrastOf = (...colors: readonly [string, string]): number => {
  const [darker = 0, lighter = 0] = colors.map(luminanceOf).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};

const luminanceOf = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const linear = (share: number): number => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
