import type { AnyStateMachine } from 'xstate';

/** A machine's definition as plain JSON. */
export type XstateConfig = Readonly<Record<string, unknown>>;

/**
 * The definition that `createMachine` and Stately's import take: states and arrows, and by name what guards, acts, waits and is
 * invoked. Data worked out while the machine runs (params, input, a context from input) is code, which JSON cannot hold;
 * it is left out, and any other code is an error: a guard that is no name would be lost from the picture in silence.
 */
export const exportXstate = (machine: AnyStateMachine): XstateConfig =>
  plainOf(machine.config, machine.id) as XstateConfig;

const mayBeCode: ReadonlySet<string> = new Set(['context', 'params', 'input']);

const plainOf = (value: unknown, path: string): unknown => {
  if (typeof value === 'function') throw new Error(`${path} is code: give it a name in setup()`);
  if (Array.isArray(value)) return value.map((item, at) => plainOf(item, `${path}.${at}`));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => !(mayBeCode.has(key) && typeof item === 'function'));
  return Object.fromEntries(kept.map(([key, item]) => [key, plainOf(item, `${path}.${key}`)]));
};
