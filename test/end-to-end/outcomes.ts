import { expect } from 'vitest';
import type { Scene } from './scene.ts';

/** Every request came to a certificate, was told one outcome, and nobody ever got two sets of files. */
export const expectOneOutcomeEach = ({ sandbox }: Scene): void => {
  const outcomes = new Map<string, Set<string>>();
  for (const { header, reply } of sandbox.xqueue.items()) {
    outcomes.set(header, (outcomes.get(header) ?? new Set()).add(reply ?? 'none'));
  }
  for (const told of outcomes.values()) expect([...told]).toEqual([expect.stringContaining('download_uuid')]);

  const files = new Map<string, string>();
  for (const { body } of sandbox.lms.told()) {
    const { username, download_uuid: uuid } = JSON.parse(body);
    expect(files.get(username) ?? uuid).toBe(uuid);
    files.set(username, uuid);
  }
};
