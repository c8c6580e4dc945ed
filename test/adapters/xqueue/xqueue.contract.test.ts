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
