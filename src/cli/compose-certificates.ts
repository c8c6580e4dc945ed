import { join } from 'node:path';
import { loadOperatorFonts } from '../adapters/fonts/load-operator-fonts.ts';
import { loadPrivateFolder } from '../adapters/settings/load-course-data.ts';
import type { Ports } from '../app/ports.ts';
import { resolveCertificateSettings } from '../config/resolve-certificate-settings.ts';
import type { Settings } from '../config/setting-definitions.ts';
import { renderProblems } from '../config/settings-problem.ts';
import type { Log } from '../ports/log.ts';
import { UnusableSettingsError } from './unusable-settings-error.ts';

/**
 * What each certificate is made with, from the operator's private folder and the settings.
 *
 * @throws UnusableSettingsError when the folder holds what cannot be understood.
 */
export const createCertificateSettings = async (settings: Settings, log: Log): Promise<Ports['settingsFor']> => {
  const folder = await loadPrivateFolder(settings.certPrivateDir);
  if ('problems' in folder) throw new UnusableSettingsError(folder.problems);
  for (const warning of folder.warnings) log.warn(renderProblems([warning]));
  const { courses, templatesAvailable } = folder;
  if (templatesAvailable.size > 0) {
    const templates = templatesAvailable.size;
    log.warn('templates in CERT_PRIVATE_DIR choose the wording; all are drawn in the standard layout for now', {
      templates,
    });
  }
  return (request, requestedAt) =>
    resolveCertificateSettings(request, { settings, courses, templatesAvailable, requestedAt });
};

/** Where the operator's own fonts are; null without a private folder. */
export const operatorFontsFolder = ({ certPrivateDir }: Settings): string | null =>
  certPrivateDir === null ? null : join(certPrivateDir, 'template_data/fonts');

/**
 * Looks at the operator's own fonts before any worker does.
 *
 * @throws UnusableSettingsError when a file among them cannot be used.
 */
export const checkOperatorFonts = async (settings: Settings): Promise<void> => {
  const fonts = await loadOperatorFonts(operatorFontsFolder(settings));
  if ('problems' in fonts) throw new UnusableSettingsError(fonts.problems);
};
