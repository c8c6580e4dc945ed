import { expect, it } from 'vitest';
import { nearestName } from '../../src/config/nearest-name.ts';

it('a slip of the fingers finds the name that was meant', () => {
  expect(nearestName('QUEUE_ULR', ['QUEUE_URL', 'QUEUE_USER'])).toBe('QUEUE_URL');
});

it('another word finds none', () => {
  expect(nearestName('BROKER', ['QUEUE_URL', 'QUEUE_USER'])).toBeUndefined();
  expect(nearestName('Q'.repeat(1_000_000), ['QUEUE_URL'])).toBeUndefined();
});
