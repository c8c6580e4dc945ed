import { randomUUID } from 'node:crypto';

/** Who is logged in. */
export type Sessions = Readonly<{
  /** @returns the session's id, or null when name or password are wrong. */
  logIn(username: string, password: string): string | null;
  logOut(id: string | undefined): void;
  isOpen(id: string | undefined): boolean;
  /** Forgets everybody, as after 14 days. */
  expire(): void;
  /** How often somebody logged in. */
  logins(): number;
}>;

export const createSessions = (passwords: Readonly<Record<string, string>>): Sessions => {
  const known = new Map(Object.entries(passwords));
  const open = new Set<string>();
  let logins = 0;

  return {
    logIn: (username, password) => {
      if (known.get(username) !== password) return null;
      const id = randomUUID();
      open.add(id);
      logins += 1;
      return id;
    },
    logOut: (id) => {
      if (id) open.delete(id);
    },
    isOpen: (id) => id !== undefined && open.has(id),
    expire: () => open.clear(),
    logins: () => logins,
  };
};
