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
  return (request, requestedAt) =>
    resolveCertificateSettings(request, { settings, courses, templatesAvailable, requestedAt });
};
