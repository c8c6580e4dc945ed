/** Wakes one who waits. A ring while nobody waits is not forgotten. */
export type Bell = Readonly<{
  ring: () => void;
  /** @returns false when nothing rang within the time. */
  rings: (withinMs: number) => Promise<boolean>;
}>;

export const createBell = (): Bell => {
  let isRung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    rings: async (withinMs) => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      const wasRung = isRung;
      isRung = false;
      return wasRung;
    },
  };
};
