import { createRenderWorkers } from '../../../src/adapters/render-workers/render-workers.ts';

/** Has workers, does not close them, and has nothing more to do. */
const script = new URL(process.argv[2] ?? '');
await createRenderWorkers({ script, workers: 2, timeoutMs: 600_000, memoryMiB: 64 }).ready();
process.stdout.write('ready');
