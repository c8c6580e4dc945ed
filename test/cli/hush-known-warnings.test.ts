import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { hushKnownWarnings } from '../../src/cli/hush-known-warnings.ts';

const warning = (name: string, message: string): Error => Object.assign(new Error(message), { name });
const ed25519 = 'The Ed25519 Web Crypto API algorithm is an experimental feature and might change at any time';

it('of what Node warns, only what is known is not printed', () => {
  const source = new EventEmitter();
  const printed: string[] = [];
  source.on('warning', ({ message }: Error) => printed.push(message));
  hushKnownWarnings(source);

  source.emit('warning', warning('ExperimentalWarning', ed25519));
  source.emit('warning', warning('ExperimentalWarning', 'Type Stripping is an experimental feature'));
  source.emit('warning', warning('MaxListenersExceededWarning', ed25519));
  expect(printed).toEqual(['Type Stripping is an experimental feature', ed25519]);
});

it('nothing is printed where Node was told to print no warnings', () => {
  const source = new EventEmitter();
  hushKnownWarnings(source);
  expect(() => source.emit('warning', warning('DeprecationWarning', 'old'))).not.toThrow();
});
