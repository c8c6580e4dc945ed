/** The parts of HarfBuzz, the shaper of browsers, that are used here. */
export type HarfBuzz = typeof import('harfbuzzjs');

let loading: Promise<HarfBuzz> | undefined;

/** HarfBuzz, compiled once in a process, and not before something is printed: that takes a while at start. */
export const loadHarfBuzz = (): Promise<HarfBuzz> => {
  loading ??= import('harfbuzzjs');
  return loading;
};
