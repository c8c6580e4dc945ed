import { certificateMachine } from '../../machines/certificate.machine.ts';
import { didYouMean } from '../config/nearest-name.ts';
import { quoted } from '../config/visible-text.ts';
import { UsageError } from './usage-error.ts';

const states = [...Object.keys(certificateMachine.states), 'refused'];

/**
 * Nothing found in a state is good news only when there is such a state. One that was found counts as well: a newer program
 * may have others.
 *
 * @throws UsageError when the name is a slip of the fingers.
 */
export const assertIsState = (state: string | undefined, counts: Readonly<Record<string, number>>): void => {
  if (state === undefined || states.includes(state) || Object.hasOwn(counts, state)) return;
  throw new UsageError(`there is no state ${quoted(state)}: they are ${states.join(', ')}${didYouMean(state, states)}`);
};
