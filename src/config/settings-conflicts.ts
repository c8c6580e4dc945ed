import type { CheckedSettings } from './check-values.ts';
import type { SettingKey } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';

/** The LMS stores download links in a column of this width. */
const DOWNLOAD_URL_CHARS_MAX = 128;
/** `/downloads/`, 32 hexadecimal digits, `/`. */
const FOLDER_CHARS = 11 + 32 + 1;

/** Values that are right each for itself, and wrong together. */
export const conflictsIn = (checked: CheckedSettings): readonly SettingsProblem[] => [
  ...tooLongUrl(checked),
  ...halfCredentials(checked, 'queueAuthUser', 'queueAuthPass', ['QUEUE_AUTH_USER', 'QUEUE_AUTH_PASS']),
  ...halfCredentials(checked, 'storeUser', 'storePass', ['STORE_USER', 'STORE_PASS']),
  ...halfCredentials(checked, 'certAwsId', 'certAwsKey', ['CERT_AWS_ID', 'CERT_AWS_KEY']),
];

const tooLongUrl = ({ settings, origins }: CheckedSettings): readonly SettingsProblem[] => {
  const { certDownloadUrl, certFilename } = settings;
  const chars = (certDownloadUrl?.length ?? 0) + FOLDER_CHARS + certFilename.length;
  if (chars <= DOWNLOAD_URL_CHARS_MAX) return [];
  const message =
    `links made of CERT_DOWNLOAD_URL and CERT_FILENAME would have ${chars} characters, and the LMS stores at most ` +
    `${DOWNLOAD_URL_CHARS_MAX}: shorten them by ${chars - DOWNLOAD_URL_CHARS_MAX}`;
  return [{ code: 'setting-invalid', origin: origins.certDownloadUrl, message }];
};

const halfCredentials = (
  { settings, origins }: CheckedSettings,
  name: SettingKey,
  secret: SettingKey,
  [nameSpelling, secretSpelling]: readonly [string, string],
): readonly SettingsProblem[] => {
  if ((settings[name] === null) === (settings[secret] === null)) return [];
  const [present, absent] = settings[name] === null ? [secret, secretSpelling] : [name, nameSpelling];
  const missing = absent === secretSpelling ? nameSpelling : secretSpelling;
  const message = `${absent} is given without ${missing}: give both or none`;
  return [{ code: 'setting-missing', origin: origins[present], message }];
};
