import type { CheckedSettings } from './check-values.ts';
import { type SettingKey, settingDefinitions } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';
import { flagName, PREFIX } from './spellings.ts';

/** What a command is going to do, and so must have settings for. */
export type Need = 'queue' | 'publishing' | 'signing';

/** What is missing for that. `run` and `once` need all three; a command that only reads the history needs none. */
export const problemsForNeeds = (
  needs: readonly Need[],
  { settings }: Pick<CheckedSettings, 'settings'>,
): readonly SettingsProblem[] => {
  const { queueUrl, queuePass, certBucket, s3Upload, copyToWebRoot, certDownloadUrl } = settings;
  const { sign, certKeyId, signingKeyFile } = settings;
  const missing: SettingsProblem[] = [];

  if (needs.includes('queue')) {
    if (queueUrl === null) missing.push(absent('queueUrl'));
    if (queuePass === null) missing.push(absent('queuePass'));
  }
  if (needs.includes('publishing')) {
    if (s3Upload && certBucket === null) missing.push(absent('certBucket'));
    if (!s3Upload && !copyToWebRoot) missing.push(nowhereToPublish);
    if (certDownloadUrl === null) missing.push(absent('certDownloadUrl'));
  }
  if (needs.includes('signing') && sign && !certKeyId && signingKeyFile === null) missing.push(noKey);
  return missing;
};

const absent = (key: SettingKey): SettingsProblem => {
  const { name, description, kind } = settingDefinitions[key];
  const flag = `--${flagName(name)} <${kind.placeholder}>`;
  const ways = kind.secret ? `${PREFIX}${name}, ${PREFIX}${name}_FILE` : `${flag}, ${PREFIX}${name}`;
  const message = `${name} is missing (${description}): give ${ways}, or ${name} in a settings file`;
  return { code: 'setting-missing', origin: null, message };
};

const nowhereToPublish: SettingsProblem = {
  code: 'setting-missing',
  origin: null,
  message:
    'there is no place to publish: give CERT_BUCKET (S3), or CERT_WEB_ROOT together with COPY_TO_WEB_ROOT=true (a folder), or both',
};

const noKey: SettingsProblem = {
  code: 'setting-missing',
  origin: null,
  message:
    'there is no key to sign with: give SIGNING_KEY_FILE, or CERT_KEY_ID with CERT_GPG_DIR; or choose --no-sign (SIGN=false)',
};
