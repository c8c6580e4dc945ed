import { renderTaskOf } from '../adapters/render-workers/render-task.ts';
import { createRenderWorkers, type RenderWorkers } from '../adapters/render-workers/render-workers.ts';
import type { Settings } from '../config/setting-definitions.ts';
import { type CertificateDesigns, operatorFontsFolder } from './compose-certificates.ts';

/** Starts the threads that certificates are rendered in. What each needs of the operator's folder goes along with it. */
export const startRendering = (settings: Settings, designs: CertificateDesigns): RenderWorkers =>
  createRenderWorkers({
    script: new URL('./render-worker.js', import.meta.url),
    setup: operatorFontsFolder(settings),
    taskFor: (content) => renderTaskOf(content, designs),
    workers: settings.renderWorkers,
    timeoutMs: settings.renderTimeoutMs,
    memoryMiB: settings.renderMemoryMiB,
  });
