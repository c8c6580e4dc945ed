import { describe, expect, it } from 'vitest';
import { isCertificateStream } from '../../projections/projection.ts';
import { createMemoryEventStore } from '../../src/adapters/event-store/memory.ts';
import { claimInstallation, InstallationMismatchError } from '../../src/app/installation.ts';
import { createProvenance } from '../../src/app/provenance.ts';
import type { StorableEvent } from '../../src/ports/event-store.ts';

const ours = 'aaaaaaaaaaaaaaaa';
const theirs = 'bbbbbbbbbbbbbbbb';
let draws = 0;
const clerk = {
  provenance: createProvenance('a-process'),
  surroundings: {
    now: () => new Date('2026-05-01T10:00:00Z'),
    uuid: () => {
      draws += 1;
      return String(draws).padStart(32, '0');
    },
  },
};

describe('an event store', () => {
  it('belongs to the installation that uses it first', async () => {
    const store = createMemoryEventStore<StorableEvent>();
    await claimInstallation(store, ours, clerk);
    const [claimed] = await store.read('installation');
    expect(claimed?.event).toEqual({ type: 'installation.claimed', data: { fingerprint: ours } });
    expect(claimed?.metadata).toMatchObject({
      agent: 'a-process',
      reached: 'claimed',
      time: '2026-05-01T10:00:00.000Z',
    });
  });

  it('is claimed once, however often its installation starts', async () => {
    const store = createMemoryEventStore<StorableEvent>();
    for (const _ of [1, 2, 3]) await claimInstallation(store, ours, clerk);
    expect(await store.read('installation')).toHaveLength(1);
  });

  it('refuses an installation with another secret', async () => {
    const store = createMemoryEventStore<StorableEvent>();
    await claimInstallation(store, ours, clerk);
    const claiming = claimInstallation(store, theirs, clerk);
    await expect(claiming).rejects.toThrow(InstallationMismatchError);
    await expect(claiming).rejects.toThrow(`begun with the installation secret ${ours}, and this one is ${theirs}`);
  });

  it('is shared by processes of one installation that start at once', async () => {
    const store = createMemoryEventStore<StorableEvent>();
    await Promise.all([1, 2, 3].map(() => claimInstallation(store, ours, clerk)));
    expect(await store.read('installation')).toHaveLength(1);
  });

  it('belongs to one of two installations that start at once', async () => {
    const store = createMemoryEventStore<StorableEvent>();
    const outcomes = await Promise.allSettled([ours, theirs].map((secret) => claimInstallation(store, secret, clerk)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is claimed in a stream that no fold takes for a certificate', async () => {
    const store = createMemoryEventStore<StorableEvent>();
    await claimInstallation(store, ours, clerk);
    for await (const { stream } of store.readAll()) expect(isCertificateStream(stream)).toBe(false);
  });
});
