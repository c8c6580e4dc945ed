import { renderSettings, renderSettingsJson } from '../../config/render-settings.ts';
import { renderSettingsTable } from '../../config/render-settings-table.ts';
import type { Console } from '../console.ts';
import { settingsOf } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Every setting with its value and origin; secrets redact themselves. */
export const configPrint = async (flags: Readonly<Record<string, unknown>>, { data }: Console): Promise<number> => {
  const resolved = await settingsOf(flags, []);
  data(flags['json'] ? renderSettingsJson(resolved) : renderSettings(resolved));
  return exitCodes.done;
};

/** What docs/settings.md is made with. */
export const configDocs = ({ data }: Console): number => {
  data(renderSettingsTable().trimEnd());
  return exitCodes.done;
};
