import { setTimeout as wait } from 'node:timers/promises';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { createInstallation, type Installation, type Outcome } from '../cli/installation.ts';

/** A queue, an LMS, and an operator's machine whose agents serve them, all over HTTP and in processes of their own. */
export type Scene = Readonly<{
  sandbox: Sandbox;
  installation: Installation;
  /** What every process here is started with. */
  settings: Readonly<Record<string, string>>;
  startAgent: (environment?: Readonly<Record<string, string>>) => AgentProcess;
  /** Runs a command beside the agents. */
  run: (...args: readonly string[]) => Promise<Outcome>;
  /** Looks again and again until it is so. Fails when it takes too long, or when an agent ends that nobody told to. */
  until: (what: string, isSo: () => boolean) => Promise<void>;
  /** Everything that the LMS asked for has left the queue. */
  quiet: () => Promise<void>;
  close: () => Promise<void>;
}>;

type AgentProcess = Readonly<{
  says: (text: string) => Promise<void>;
  signal: (signal: 'SIGTERM' | 'SIGKILL') => void;
  ended: Promise<Outcome>;
}>;

type SceneOptions = SandboxOptions &
  Readonly<{
    settings?: Readonly<Record<string, string>>;
    /** How long may be waited for one thing. Default 60,000. */
    limitMs?: number;
  }>;

export const createScene = async ({
  settings: own = {},
  limitMs = 60_000,
  ...options
}: SceneOptions = {}): Promise<Scene> => {
  const installation = await createInstallation();
  const sandbox = await startSandbox({ users: { agent: 'sandbox' }, redeliveryDelayMs: 500, ...options });
  const settings = {
    ...installation.settings,
    CERT_AGENT_QUEUE_URL: sandbox.url,
    CERT_AGENT_QUEUE_NAME: sandbox.queue,
    CERT_AGENT_QUEUE_USER: 'agent',
    CERT_AGENT_QUEUE_PASS: 'sandbox',
    CERT_AGENT_QUEUE_POLL_FREQUENCY: '1',
    ...own,
  };
  const agents = new Set<AgentProcess>();
  const deserters: Outcome[] = [];

  const until: Scene['until'] = async (what, isSo) => {
    const limit = Date.now() + limitMs;
    while (!isSo()) {
      if (deserters[0]) throw new Error(`an agent ended by itself: ${deserters[0].stderr}`);
      if (Date.now() > limit) throw new Error(`after ${limitMs} ms it is not so that ${what}`);
      await wait(20);
    }
  };

  return {
    sandbox,
    installation,
    settings,
    startAgent: (environment = {}) => {
      const { child, ended, says } = installation.start(['run'], { ...settings, ...environment });
      let isTold = false;
      const signal: AgentProcess['signal'] = (name) => {
        isTold = true;
        child.kill(name);
      };
      void ended.then((outcome) => isTold || deserters.push(outcome));
      const agent: AgentProcess = { says, ended, signal };
      agents.add(agent);
      return agent;
    },
    run: (...args) => installation.run(args, settings),
    until,
    quiet: () => until('every item has left the queue', () => sandbox.xqueue.items().every(({ retired }) => retired)),
    close: async () => {
      for (const agent of agents) agent.signal('SIGKILL');
      await Promise.all([...agents].map(({ ended }) => ended));
      await sandbox.close();
      await installation.remove();
    },
  };
};

export const courseId = 'course-v1:edX+DemoX+Demo_2026';
export const wish = (username: string, name = `${username} of the class`) => ({
  username,
  courseId,
  name,
  courseName: 'Introduction to Demonstrations',
});
export const statusOf = ({ sandbox }: Scene, username: string): string | undefined =>
  sandbox.lms.row({ username, courseId })?.status;
