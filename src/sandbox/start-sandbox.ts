import { randomUUID } from 'node:crypto';
import { listen } from './listen.ts';
import { createLms, type Lms } from './lms/lms.ts';
import { createLmsApp } from './lms/lms-app.ts';
import { createRecords } from './lms/records.ts';
import { createHear } from './lms/results.ts';
import { createSubmit } from './lms/submit.ts';
import { createItems } from './xqueue/items.ts';
import { createSessions } from './xqueue/sessions.ts';
import { createXqueueApp } from './xqueue/xqueue-app.ts';
import { createXqueueControl, type XqueueControl } from './xqueue/xqueue-control.ts';

/** What the sandbox is made of. Every option may be left out. */
export type SandboxOptions = Readonly<{
  /** The queue's name. Default `certificates`. */
  queue?: string;
  /** Who may log in to the queue: passwords by user. Default `{ agent: 'sandbox' }`. */
  users?: Readonly<Record<string, string>>;
  /** How long after a pull an unanswered item is handed over again. Default 60,000. */
  redeliveryDelayMs?: number;
  /** How long the queue waits for the LMS, five times in a row. Default 5,000. */
  lmsTimeoutMs?: number;
  /** HTTP basic auth as a proxy in front of the queue would ask for; null for none. Default null. */
  basicAuth?: Readonly<{ username: string; password: string }> | null;
  /** Ports of the queue and the LMS; 0, the default, lets the system choose. */
  port?: number;
  lmsPort?: number;
}>;

/**
 * An xqueue server and a little LMS on 127.0.0.1, which talk to each other over HTTP as the real ones
 * do. Everything is in memory and gone after `close()`.
 */
export type Sandbox = Readonly<{
  /** The queue's address, as an agent is told. */
  url: string;
  queue: string;
  /** The queue's inside, and its faults. */
  xqueue: XqueueControl;
  /** The LMS: ask it for certificates, look at what it believes, take it down. */
  lms: Lms;
  close(): Promise<void>;
}>;

/** Starts both servers. A port that is taken makes it fail. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { queue = 'certificates', users = { agent: 'sandbox' }, basicAuth = null } = options;
  const { redeliveryDelayMs = 60_000, lmsTimeoutMs = 5_000, port = 0, lmsPort = 0 } = options;
  const lmsAccount = { username: 'sandbox-lms', password: randomUUID() };

  const records = createRecords();
  const lmsListener = await listen(createLmsApp(createHear(records), records), lmsPort);

  const items = createItems({ queues: [queue], redeliveryDelayMs });
  const sessions = createSessions({ ...users, [lmsAccount.username]: lmsAccount.password });
  const xqueue = createXqueueControl({ items, sessions });
  const app = createXqueueApp({ items, sessions, xqueue, lmsTimeoutMs, basicAuth });
  const xqueueListener = await listen(app, port).catch(async (error: unknown) => {
    await lmsListener.close();
    throw error;
  });

  const submit = createSubmit({ url: `${xqueueListener.url}/xqueue/`, account: lmsAccount, basicAuth });
  return {
    url: xqueueListener.url,
    queue,
    xqueue,
    lms: createLms({ records, queue, url: lmsListener.url, submit }),
    close: async () => {
      await Promise.all([xqueueListener.close(), lmsListener.close()]);
    },
  };
};
