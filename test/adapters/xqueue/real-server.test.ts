import { setTimeout as wait } from 'node:timers/promises';
import { submissionQueueContract } from '../../contracts/submission-queue.contract.ts';
import { xqueueWireContract } from '../../sandbox/xqueue-wire.contract.ts';

/**
 * The same contracts against a real server, one after the other since they share its queue. It must
 * serve nobody else, and reach this machine's loopback address:
 *
 * XQUEUE_URL (without a path), XQUEUE_USER, XQUEUE_PASS, XQUEUE_QUEUE (default `certificates`), and
 * XQUEUE_REDELIVERY_DELAY_MS when its delay, a setting in minutes, is short enough to be waited for.
 */
const { XQUEUE_URL: url, XQUEUE_USER: username = '', XQUEUE_PASS: password = '' } = process.env;
const queue = process.env['XQUEUE_QUEUE'] ?? 'certificates';
const redeliveryDelayMs = Number(process.env['XQUEUE_REDELIVERY_DELAY_MS'] ?? 0);
const close = async (): Promise<void> => {};

xqueueWireContract(
  'a real server (XQUEUE_URL)',
  url ? async () => ({ base: `${url}/xqueue/`, queue, username, password, close }) : null,
);

submissionQueueContract(
  'a real server (XQUEUE_URL)',
  url
    ? async () => ({
        options: { url, queue, username, password, basicAuth: null, identitySecret: 'a secret of this test only' },
        redeliver: redeliveryDelayMs > 0 ? () => wait(redeliveryDelayMs + 1_000) : null,
        close,
      })
    : null,
);
