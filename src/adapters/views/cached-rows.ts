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

/** So many rows of a view are kept in memory before the older ones are let go. */
const rowsKept = 100_000;

/** @param load reads a row that is not in memory; undefined: there is none. */
export const createCachedRows = <Key, Row>(load: (key: Key) => Row | undefined): CachedRows<Key, Row> => {
  let changed = new Map<Key, Row>();
  let recent = new Map<Key, Row>();
  let earlier = new Map<Key, Row>();
  return {
    get: (key) => changed.get(key) ?? recent.get(key) ?? earlier.get(key) ?? load(key),
    set: (key, row) => void changed.set(key, row),
    takeChanged: () => {
      const taken = changed;
      changed = new Map();
      for (const [key, row] of taken) recent.set(key, row);
      if (recent.size > rowsKept) {
        earlier = recent;
        recent = new Map();
      }
      return taken;
    },
  };
};
