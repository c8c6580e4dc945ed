import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../../src/adapters/event-store/sqlite/group-commit.ts';

/** Doubles numbers, and remembers which came together. */
const doubling = () => {
  const groups: (readonly number[])[] = [];
  const { submit, flush } = createGroupCommit<number, number>((group) => {
    groups.push(group);
    return group.map((n) => (n < 0 ? new Error(`${n} is negative`) : n * 2));
  });
  return { groups, submit, flush };
};

describe('work that is committed in groups', () => {
  it('comes together when it is submitted in one turn', async () => {
    const { groups, submit } = doubling();
    expect(await Promise.all([submit(1), submit(2), submit(3)])).toEqual([2, 4, 6]);
    expect(await submit(4)).toBe(8);
    expect(groups).toEqual([[1, 2, 3], [4]]);
  });

  it('fails alone when only it is wrong', async () => {
    const { submit } = doubling();
    const outcomes = await Promise.allSettled([submit(1), submit(-1), submit(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails together when the disk fails, and the next group may succeed', async () => {
    let isFull = true;
    const { submit } = createGroupCommit<number, number>((group) => {
      if (isFull) throw new Error('disk full');
      return group;
    });
    const outcomes = await Promise.allSettled([submit(1), submit(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isFull = false;
    expect(await submit(3)).toBe(3);
  });

  it('is carried out at once when asked for, and only once', async () => {
    const { groups, submit, flush } = doubling();
    const result = submit(1);
    flush();
    expect(groups).toEqual([[1]]);
    expect(await result).toBe(2);
    await new Promise(setImmediate);
    expect(groups).toEqual([[1]]);
  });
});
