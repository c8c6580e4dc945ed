import { loadSettingsSources } from '../adapters/settings/load-settings-sources.ts';
import { type ResolvedSettings, resolveSettings } from '../config/resolve-settings.ts';
import type { Need } from '../config/settings-needs.ts';
import { renderProblems } from '../config/settings-problem.ts';
import { openHistory, openPorts } from './compose.ts';
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
    openHistory: () => openHistory(settings),
    openSigner: () => openSigner(settings, new Date()),
    openPorts: (queue) => openPorts(settings, queue),
  };
};
