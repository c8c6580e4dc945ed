import type { EventEmitter } from 'node:events';

/** Signatures are made with Ed25519, which Node 20.19 calls experimental; later releases have taken that back. */
const known = /^The Ed25519 Web Crypto API algorithm is an experimental feature/;

/** What nobody who runs this can do anything about is not printed; all other warnings are, as before. */
export const hushKnownWarnings = (from: EventEmitter = process): void => {
  const printers = from.listeners('warning');
  from.removeAllListeners('warning');
  from.on('warning', (warning: Error) => {
    if (warning.name === 'ExperimentalWarning' && known.test(warning.message)) return;
    for (const print of printers) Reflect.apply(print, from, [warning]);
  });
};
