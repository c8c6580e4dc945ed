import type { EventEmitter } from 'node:events';

/** Node 20.19 calls Ed25519 experimental, in which signatures are made; later releases have taken that back. Nobody who runs this can do anything about it. */
const known = /^The Ed25519 Web Crypto API algorithm is an experimental feature/;

/** Keeps to itself what Node says of something that is known, and prints all other warnings as before. */
export const keepKnownWarnings = (from: EventEmitter = process): void => {
  const printers = from.listeners('warning');
  from.removeAllListeners('warning');
  from.on('warning', (warning: Error) => {
    if (warning.name === 'ExperimentalWarning' && known.test(warning.message)) return;
    for (const print of printers) Reflect.apply(print, from, [warning]);
  });
};
