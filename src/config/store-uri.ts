import { Secret } from './secret.ts';

/** As much of the store's address as may be shown. Whatever stands in front of the last @ may be a password. */
export const publicPartOf = (uri: string): string => uri.replace(/^(esdb[^:]*:)(?:\/\/)?.*@/s, '$1//[redacted]@');

/** The password in the store's address, as it is written there. */
export const passwordIn = (uri: string): Secret | null => {
  const [, password] = /^esdb[^:]*:\/\/[^:@]*:(.*)@/s.exec(uri) ?? [];
  return password ? new Secret(password) : null;
};
