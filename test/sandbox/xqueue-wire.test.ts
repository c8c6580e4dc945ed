import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { xqueueWireContract } from './xqueue-wire.contract.ts';

xqueueWireContract('the sandbox', async () => {
  const { url, queue, close } = await startSandbox();
  return { base: `${url}/xqueue/`, queue, username: 'agent', password: 'sandbox', close };
});
