import { InvalidArgumentError } from 'commander';

/** A number without a sign, as the value of an option. @throws InvalidArgumentError */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
};

/** A number from the least to the most, as the value of an option. @throws InvalidArgumentError */
export const between =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is expected.`);
  };
