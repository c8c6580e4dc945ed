import { join } from 'node:path';
import type { FontFamily } from '../adapters/fonts/font-family.ts';
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

/**
 * The operator's own fonts.
 *
 * @throws UnusableSettingsError when a file among them cannot be used.
 */
export const openOperatorFonts = async ({ certPrivateDir }: Settings): Promise<readonly FontFamily[]> => {
  const fonts = await loadOperatorFonts(certPrivateDir === null ? null : join(certPrivateDir, 'template_data/fonts'));
  if ('problems' in fonts) throw new UnusableSettingsError(fonts.problems);
  return fonts;
};
