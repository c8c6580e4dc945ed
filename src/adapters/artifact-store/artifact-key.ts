/** Letters, digits, dashes, underscores and dots, but no dot in front: neither `..` nor a hidden file. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}$/;
const segmentsMax = 8;

/** True for the keys that this program makes, e.g. `downloads/<uuid>/Certificate.pdf`. */
export const isArtifactKey = (key: string): boolean => {
  const segments = key.split('/');
  return segments.length >= 2 && segments.length <= segmentsMax && segments.every((part) => segment.test(part));
};

/** @throws Error when `key` is none of ours: keys come from our own uuids, so that is a bug and not trouble outside. */
export const checkKey = (key: string): void => {
  if (!isArtifactKey(key)) throw new Error('a key of a published file must be folder names and a file name');
};

/** @throws Error when `prefix` is not folder names with a slash behind each. */
export const checkPrefix = (prefix: string): void => {
  if (!prefix.endsWith('/') || !isArtifactKey(`${prefix}file`)) {
    throw new Error('a prefix of published files must be folder names with a slash behind each');
  }
};
