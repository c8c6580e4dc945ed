import { createRenderWorkers, type RenderWorkers } from '../adapters/render-workers/render-workers.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { CertificateContent } from '../ports/certificate-renderer.ts';
import { type CertificateDesigns, operatorFontsFolder } from './compose-certificates.ts';
import type { RenderTask } from './render-worker.ts';

/** Starts the threads that certificates are rendered in. What each needs of the operator's folder goes along with it. */
export const startRendering = (settings: Settings, { layoutOf, templateFiles }: CertificateDesigns): RenderWorkers =>
  createRenderWorkers({
    script: new URL('./render-worker.js', import.meta.url),
    setup: operatorFontsFolder(settings),
    taskFor: async (content: CertificateContent): Promise<RenderTask> => {
      const { underlay } = content.settings;
      return {
        content,
        layout: layoutOf(content.settings),
        template: underlay ? await templateFiles.read(underlay) : null,
      };
    },
    workers: settings.renderWorkers,
    timeoutMs: settings.renderTimeoutMs,
    memoryMiB: settings.renderMemoryMiB,
  });
