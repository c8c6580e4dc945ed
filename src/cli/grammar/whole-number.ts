import { InvalidArgumentError } from 'commander';

/** A number without a sign, as the value of an option. @throws InvalidArgumentError */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
};
