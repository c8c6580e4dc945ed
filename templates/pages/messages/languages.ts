import { arabic } from './ar.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import type { Messages } from './messages.ts';

/** The first one is shown when the browser asks for none of them, or runs no scripts. */
export const languages: readonly [Messages, ...Messages[]] = [english, spanish, arabic];
