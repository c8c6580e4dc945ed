import { loadSettingsSources } from '../adapters/settings/load-settings-sources.ts';
import { type ResolvedSettings, resolveSettings } from '../config/resolve-settings.ts';
import type { Need } from '../config/settings-needs.ts';
import { renderProblems } from '../config/settings-problem.ts';
import { openPorts } from './compose.ts';
import { openDrawing } from './compose-drawing.ts';
import { openHistory, openStored } from './compose-history.ts';
import { openLog } from './compose-log.ts';
import { openSigner } from './compose-signing.ts';
import { processConsole } from './console.ts';
import type { CommandContext } from './opened.ts';
import { UnusableSettingsError } from './unusable-settings-error.ts';

/**
 * The settings of this process from every source.
 *
 * @throws UnusableSettingsError
 */
export const settingsOf = async (
  flags: Readonly<Record<string, unknown>>,
  needs: readonly Need[],
): Promise<ResolvedSettings> => {
  const sources = await loadSettingsSources({ flags, environment: process.env, workingDirectory: process.cwd() });
  const resolved = resolveSettings(sources, needs);
  const { note } = processConsole();
  if (resolved.warnings.length > 0) note(renderProblems(resolved.warnings));
  if ('settings' in resolved) return resolved;
  throw new UnusableSettingsError(resolved.problems);
};

/** What a command gets. The doors are opened only when it goes through them. */
export const contextOf = async (
  flags: Readonly<Record<string, unknown>>,
  needs: readonly Need[],
): Promise<CommandContext> => {
  const { settings } = await settingsOf(flags, needs);
  return {
    console: processConsole(),
    settings,
    openStored: () => openStored(settings),
    openHistory: () => openHistory(settings),
    openDrawing: async () => {
      const log = openLog(settings);
      const drawing = await openDrawing(settings, log);
      await drawing.renderer.ready();
      return {
        ...drawing,
        close: async () => {
          await drawing.renderer.close();
          await log.close();
        },
      };
    },
    openSigner: () => openSigner(settings, new Date()),
    openPorts: (queue, waiting) => openPorts(settings, queue, waiting),
  };
};
