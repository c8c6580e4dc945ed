/**
 * Rows of a view as they are while events are folded onto them. What was touched lately stays in memory: the events of one
 * certificate come close together. Older rows are read from their table again.
 */
export type CachedRows<Key, Row> = Readonly<{
  get: (key: Key) => Row | undefined;
  set: (key: Key, row: Row) => void;
  /** What has changed since the last time. */
  takeChanged: () => ReadonlyMap<Key, Row>;
}>;

/** @param load reads a row that is not in memory; undefined: there is none. */
export const createCachedRows = <Key, Row>(load: (key: Key) => Row | undefined): CachedRows<Key, Row> => {
  let changed = new Map<Key, Row>();
  let earlier: ReadonlyMap<Key, Row> = new Map();
  return {
    get: (key) => changed.get(key) ?? earlier.get(key) ?? load(key),
    set: (key, row) => void changed.set(key, row),
    takeChanged: () => {
      earlier = changed;
      changed = new Map();
      return earlier;
    },
  };
};
