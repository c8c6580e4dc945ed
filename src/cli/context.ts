import { loadSettingsSources } from '../adapters/settings/load-settings-sources.ts';
import { type ResolvedSettings, resolveSettings } from '../config/resolve-settings.ts';
import type { Need } from '../config/settings-needs.ts';
import { renderProblems } from '../config/settings-problem.ts';
import { openHistory, openStored } from './compose-history.ts';
import { openLog } from './compose-log.ts';
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

/** What a command gets. The doors are opened, and what is behind them is loaded, only when it goes through them. */
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
    openDrawing: async (whenUnusable) => {
      const { openDrawing } = await import('./compose-drawing.ts');
      const log = openLog(settings);
      const drawing = await openDrawing(settings, log, whenUnusable);
      await drawing.renderer.ready();
      return {
        ...drawing,
        close: async () => {
          await drawing.renderer.close();
          await log.close();
        },
      };
    },
    openSigner: async () => (await import('./compose-signing.ts')).openSigner(settings, new Date()),
    openPorts: async (queue, waiting) => (await import('./compose.ts')).openPorts(settings, queue, waiting),
  };
};
