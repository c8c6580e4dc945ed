/**
 * Where the pages' scripts are, seen from a page. The address that is printed on a certificate is served with a slash at its
 * end (S3) or without (nginx), so one relative address leads to two places, `cert/assets/` and `cert/cert/assets/`, and the
 * script is in both. Whole addresses would be another site's where a bucket and a web root serve the same pages.
 */
export const languageScript = (assets: string): string => `../cert/assets/${assets}/language.js`;

/** `verify.html` is always asked for by its name. */
export const checkScript = (assets: string): string => `../assets/${assets}/check.js`;

/** The public key's file, from there. */
export const keyAddress = (fingerprint: string): string => `../keys/${fingerprint}.asc`;

/** The same as keys of published files. */
export const assetFolder = (assets: string): string => `cert/assets/${assets}/`;
export const assetFolderTwin = (assets: string): string => `cert/cert/assets/${assets}/`;
export const keyFile = (fingerprint: string): string => `cert/keys/${fingerprint}.asc`;
