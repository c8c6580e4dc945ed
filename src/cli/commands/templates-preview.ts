import { openPreviewServer } from '../../adapters/preview/preview-server.ts';
import { exitCodes } from '../exit-codes.ts';
import { onSignals } from '../on-signals.ts';
import { type CommandContext, withDrawing } from '../opened.ts';
import { createPreview } from '../preview.ts';

export type PreviewOptions = Readonly<{ port: number }>;

/**
 * A page of this machine that shows layouts and courses as they will be drawn, and again when a file changes; until Ctrl-C.
 *
 * @throws PortUnavailableError
 */
export const templatesPreview = ({ port }: PreviewOptions, context: CommandContext): Promise<number> =>
  withDrawing(
    context,
    async (drawing) => {
      const { console, settings } = context;
      const server = await openPreviewServer(port, createPreview(settings.certPrivateDir, drawing));
      try {
        console.note(`open ${server.url} in a browser of this machine; Ctrl-C ends it`);
        await new Promise<void>((asked) => onSignals(asked));
        return exitCodes.done;
      } finally {
        await server.close();
      }
    },
    // Who is about to mend a folder wants to see when it is right.
    'begin-with-nothing',
  );
