/** The first signal asks to end; the second ends at once, which is safe as well: everything stored stays stored. */
export const onSignals = (first: () => void): (() => void) => {
  let isAsked = false;
  const listener = (signal: NodeJS.Signals): void => {
    if (isAsked) process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
    isAsked = true;
    first();
  };
  process.on('SIGTERM', listener).on('SIGINT', listener);
  return () => void process.off('SIGTERM', listener).off('SIGINT', listener);
};
