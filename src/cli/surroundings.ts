import { randomBytes } from 'node:crypto';
import type { Surroundings } from '../ports/surroundings.ts';

/** The machine's own clock and chance. */
export const createSurroundings = (): Surroundings => ({
  now: () => new Date(),
  uuid: () => randomBytes(16).toString('hex'),
});
