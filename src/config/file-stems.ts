/** So long can the beginning of a file name be; every file system takes it, with a number and an ending behind it. */
const charactersMax = 100;

/**
 * Texts from outside, such as course ids, as beginnings of file names: ASCII letters, digits, `.`, `_`, `+` and `-` stay,
 * and what begins with a point does not. No two are the same, also where capitals are not told apart.
 *
 * @returns a name for each text, in their order.
 */
export const fileStems = (texts: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return texts.map((text) => {
    const safe =
      text
        .replace(/[^A-Za-z0-9._+-]/g, '_')
        .replace(/^\.+/, '_')
        .slice(0, charactersMax) || '_';
    let stem = safe;
    for (let next = 2; taken.has(stem.toLowerCase()); next += 1) stem = `${safe}~${next}`;
    taken.add(stem.toLowerCase());
    return stem;
  });
};
