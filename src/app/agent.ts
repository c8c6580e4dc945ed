import { createActor } from 'xstate';
import type { AgentOptions, AgentReport } from './agent-options.ts';
import { type Counts, wiredAgentMachine } from './agent-wiring.ts';
import type { Ports } from './ports.ts';

export type Agent = Readonly<{
  /** Resolves when the agent has stopped. */
  stopped: Promise<AgentReport>;
  /** Takes nothing new, finishes what is in work within the drain limit, then stops. */
  drain: () => void;
}>;

/** Starts the agent. Nothing that happens outside makes it stop: it reports, backs off and goes on. */
export const startAgent = (ports: Ports, options: AgentOptions): Agent => {
  const stopWork = new AbortController();
  const counts: Counts = { handled: 0, failed: 0, unposted: 0, cutShort: false, gaveUp: false };
  const machine = wiredAgentMachine(ports, options, { signal: stopWork.signal, counts });
  const { concurrency, once, inspect } = options;
  const actor = createActor(machine, { input: { concurrency, once }, ...(inspect ? { inspect } : {}) });

  const stopped = new Promise<AgentReport>((resolve) => {
    actor.subscribe((snapshot) => {
      if (!snapshot.matches({ work: 'stopped' })) return;
      stopWork.abort(new Error('the agent has stopped'));
      actor.stop();
      resolve({ ...counts, unposted: counts.unposted + snapshot.context.unposted.length });
    });
  });
  actor.start();
  return { stopped, drain: () => actor.send({ type: 'SIGTERM' }) };
};
