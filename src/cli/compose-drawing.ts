import type { WhenUnusable } from '../adapters/private-folder/private-folder.ts';
import type { RenderWorkers } from '../adapters/render-workers/render-workers.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { Log } from '../ports/log.ts';
import { type CertificateDesigns, checkOperatorFonts, openDesigns } from './compose-certificates.ts';
import { startRendering } from './compose-rendering.ts';

/** All that a certificate is drawn with. */
export type Drawing = Readonly<{ designs: CertificateDesigns; renderer: RenderWorkers }>;

/**
 * What draws every certificate, whoever asks for it: a request, a person, or the author of a template. The renderer's
 * threads start meanwhile; it has to be closed.
 *
 * @throws UnusableSettingsError when the operator's folder or fonts cannot be used.
 */
export const openDrawing = async (settings: Settings, log: Log, whenUnusable?: WhenUnusable): Promise<Drawing> => {
  const designs = await openDesigns(settings, log, whenUnusable);
  await checkOperatorFonts(settings);
  return { designs, renderer: startRendering(settings, designs) };
};
