import { type ClosableLog, createLog } from '../adapters/log/create-log.ts';
import { logOptionsFrom } from '../config/log-options.ts';
import type { Settings } from '../config/setting-definitions.ts';
import { passwordIn } from '../config/store-uri.ts';

/** The log, which knows every secret that must never stand in it. */
export const openLog = (settings: Settings): ClosableLog => {
  const secrets = [
    settings.queuePass,
    settings.queueAuthPass,
    settings.storePass,
    passwordIn(settings.store),
    settings.certAwsId,
    settings.certAwsKey,
    settings.signingKeyPassphrase,
    settings.installationSecret,
  ].filter((secret) => secret !== null);
  return createLog(logOptionsFrom(settings), { stderr: process.stderr, secrets });
};
