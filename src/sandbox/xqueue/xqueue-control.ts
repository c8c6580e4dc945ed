import type { Item, Items } from './items.ts';
import type { Sessions } from './sessions.ts';

/** The levers of the sandbox's queue. */
export type XqueueControl = Readonly<{
  /** Every item that was ever submitted, oldest first, as it is now. */
  items(): readonly Readonly<Item>[];
  /** Forgets all sessions: the next call of everybody is sent to the login. */
  expireSessions(): void;
  /** How often somebody logged in, the LMS included. */
  logins(): number;
  /**
   * Makes an item due at once, also an answered one: the original's pull can write back an item that was retired
   * meanwhile.
   */
  redeliver(id: number): void;
  /** Down: every call gets a proxy's 502 page. */
  setDown(down: boolean): void;
  isDown(): boolean;
}>;

export const createXqueueControl = ({
  items,
  sessions,
}: Readonly<{ items: Items; sessions: Sessions }>): XqueueControl => {
  let isDown = false;
  return {
    items: () => items.all().map((item) => ({ ...item })),
    expireSessions: sessions.expire,
    logins: sessions.logins,
    redeliver: (id) => {
      const item = items.find(id);
      if (!item) throw new Error(`the sandbox's queue has no item ${id}`);
      item.retired = false;
      item.pulledAt = null;
    },
    setDown: (down) => {
      isDown = down;
    },
    isDown: () => isDown,
  };
};
