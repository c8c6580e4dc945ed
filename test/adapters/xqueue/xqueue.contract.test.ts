import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { submissionQueueContract } from '../../contracts/submission-queue.contract.ts';

const identitySecret = 'a secret of this test only';
const sandboxAccount = { username: 'agent', password: 'sandbox' };

submissionQueueContract('the sandbox', async () => {
  const sandbox = await startSandbox();
  return {
    options: { url: sandbox.url, queue: sandbox.queue, ...sandboxAccount, basicAuth: null, identitySecret },
    redeliver: async (item) => sandbox.xqueue.redeliver(item),
    close: sandbox.close,
  };
});

submissionQueueContract('the sandbox behind a proxy that asks for basic auth', async () => {
  const basicAuth = { username: 'proxy', password: 'gate' };
  const sandbox = await startSandbox({ basicAuth });
  return {
    options: { url: `${sandbox.url}/xqueue`, queue: sandbox.queue, ...sandboxAccount, basicAuth, identitySecret },
    redeliver: async (item) => sandbox.xqueue.redeliver(item),
    close: sandbox.close,
  };
});

/**
 * A real server: XQUEUE_URL, XQUEUE_USER, XQUEUE_PASS, XQUEUE_QUEUE, and XQUEUE_REDELIVERY_DELAY_MS when its
 * delay is short enough to be waited for (its setting is in minutes). Its LMS account may be the same user.
 */
const { XQUEUE_URL: url, XQUEUE_USER, XQUEUE_PASS, XQUEUE_QUEUE, XQUEUE_REDELIVERY_DELAY_MS } = process.env;
const redeliveryDelayMs = Number(XQUEUE_REDELIVERY_DELAY_MS);

submissionQueueContract(
  'a real server (XQUEUE_URL)',
  url
    ? async () => ({
        options: {
          url,
          queue: XQUEUE_QUEUE ?? 'certificates',
          username: XQUEUE_USER ?? '',
          password: XQUEUE_PASS ?? '',
          basicAuth: null,
          identitySecret,
        },
        redeliver: redeliveryDelayMs > 0 ? () => wait(redeliveryDelayMs + 1_000) : null,
        close: async () => {},
      })
    : null,
);
