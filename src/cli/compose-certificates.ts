import { join } from 'node:path';
import { loadOperatorFonts } from '../adapters/fonts/load-operator-fonts.ts';
import { createKeptLayouts } from '../adapters/private-folder/layout-source.ts';
import { type Listeners, openPrivateFolder, type WhenUnusable } from '../adapters/private-folder/private-folder.ts';
import type { FolderContent } from '../adapters/private-folder/read-folder.ts';
import { createTemplateFiles } from '../adapters/private-folder/template-files.ts';
import type { Ports } from '../app/ports.ts';
import {
  type RequestedCertificate,
  type ResolvedCertificate,
  resolveCertificateSettings,
} from '../config/resolve-certificate-settings.ts';
import type { Settings } from '../config/setting-definitions.ts';
import { renderProblems, type SettingsProblem } from '../config/settings-problem.ts';
import { RenderError } from '../ports/certificate-renderer.ts';
import type { LayoutSource } from '../ports/layout-source.ts';
import type { Log } from '../ports/log.ts';
import type { TemplateFiles } from '../ports/template-files.ts';
import { UnusableSettingsError } from './unusable-settings-error.ts';

type Resolving = ReturnType<Ports['settingsFor']>;

/** What certificates are made with. */
export type CertificateDesigns = Readonly<{
  settingsFor: Ports['settingsFor'];
  /** What the operator's folder says now. */
  content: () => Promise<FolderContent>;
  /** The same as `settingsFor`, by other course data or layouts than the folder's own. */
  settingsBy: (content: FolderContent, request: RequestedCertificate, requestedAt: Date) => Resolving;
  layoutOf: LayoutSource;
  templateFiles: TemplateFiles;
}>;

/**
 * What each certificate is made with, from the operator's private folder, as it is when the request comes, and the settings.
 *
 * @throws UnusableSettingsError when the folder holds what cannot be understood, and that is refused.
 */
export const openDesigns = async (
  settings: Settings,
  log: Log,
  whenUnusable?: WhenUnusable,
): Promise<CertificateDesigns> => {
  const listeners: Listeners = {
    onRead: ({ courses, layouts, paths, warnings }) => {
      const counts = { courses: courses.size, layouts: layouts.size, templates: paths.size };
      log.info('cert-data.yml and template_data have changed and were read again', counts);
      warnOf(warnings, log);
    },
    onProblems: (problems) => {
      // A message of the log is one line.
      const words = renderProblems(problems).split('\n').join('; ');
      log.error(`what CERT_PRIVATE_DIR holds now cannot be used; what was read before goes on: ${words}`);
    },
  };
  const folder = await openPrivateFolder(settings.certPrivateDir, listeners, whenUnusable);
  if ('problems' in folder) throw new UnusableSettingsError(folder.problems);
  warnOf((await folder.current()).warnings, log);
  const templateFiles = createTemplateFiles(folder);
  const kept = createKeptLayouts();
  kept.note(await folder.current());

  const content = async (): Promise<FolderContent> => {
    const now = await folder.current();
    kept.note(now);
    return now;
  };
  const settingsBy: CertificateDesigns['settingsBy'] = (designs, request, requestedAt) =>
    withFingerprint(resolveCertificateSettings(request, { ...designs, settings, requestedAt }), templateFiles);
  return {
    templateFiles,
    content,
    settingsBy,
    layoutOf: kept.layoutOf,
    settingsFor: async (request, requestedAt) => settingsBy(await content(), request, requestedAt),
  };
};

const warnOf = (warnings: readonly SettingsProblem[], log: Log): void => {
  for (const warning of warnings) log.warn(renderProblems([warning]));
};

/** A file that cannot be read makes no certificate; the request is answered with the reason. */
const withFingerprint = async (
  { settings, underlay, interstitial }: ResolvedCertificate,
  templateFiles: TemplateFiles,
): Resolving => {
  if (!underlay || settings.problem) return { settings, interstitial };
  try {
    const sha256 = await templateFiles.fingerprint(underlay.file);
    return { settings: { ...settings, underlay: { ...underlay, sha256 } }, interstitial };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { settings: { ...settings, problem: { code: error.code, message: error.message } }, interstitial };
  }
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
