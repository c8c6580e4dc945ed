import { describe, expect, it } from 'vitest';
import type { CertificateRequest } from '../../src/ports/submission-queue.ts';
import { expectLaws } from '../laws/laws.ts';
import { Crash, type CrashPoint, crashingAt } from './crash.ts';
import { createWorld, portsOnto, request, runAgent, type World } from './world.ts';

/** One process after the other, until one of them comes to its end. The first dies at the point. */
const live = async (world: World, point: CrashPoint | null): Promise<number> => {
  const first = crashingAt(portsOnto(world), point);
  try {
    await runAgent(first.ports, first.signal);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  // The service manager starts it again; the queue hands over again what was not answered.
  for (let restarts = 0; restarts < 3; restarts += 1) {
    await runAgent(portsOnto(world));
    world.queue.redeliver();
  }
  return first.calls();
};

const story = async (commands: readonly CertificateRequest['command'][], point: CrashPoint | null): Promise<number> => {
  const world = createWorld();
  let calls = 0;
  for (const [at, command] of commands.entries()) {
    world.queue.submit({ id: `submission-${at}`, request: request(command) });
    const last = at === commands.length - 1;
    calls = await live(world, last ? point : null);
  }
  await expectLaws(world);
  return calls;
};

const stories: Readonly<Record<string, readonly CertificateRequest['command'][]>> = {
  'a creation': ['add_cert'],
  'a regeneration': ['add_cert', 'regen_cert'],
  'a deletion': ['add_cert', 'del_cert'],
  'a creation after the LMS had reset the certificate': ['add_cert', 'add_cert'],
  'a creation after a deletion': ['add_cert', 'del_cert', 'add_cert'],
  'a regeneration of a certificate that nobody knows': ['regen_cert'],
};

describe.each(Object.entries(stories))('the agent dies in %s', (_, commands) => {
  it.each(['before', 'after'] as const)(
    'at each call to the outside, %s it is done, and every law holds',
    async (when) => {
      const calls = await story(commands, null);
      expect(calls).toBeGreaterThan(4);
      for (let call = 0; call < calls; call += 1) await story(commands, { call, when });
    },
  );
});
