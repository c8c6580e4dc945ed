import { readdirSync, readFileSync } from 'node:fs';

/** A request of test/data/requests, padded as it says. */
export type StoredRequest = Readonly<{
  name: string;
  why: string;
  body: string;
  reply: string;
  lmsStatus: string | null;
}>;

const folder = new URL('../../data/requests/', import.meta.url);

export const storedRequests = (): readonly StoredRequest[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { paddingCharacters = 0, ...stored } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      const padding = `{"padding": "${'x'.repeat(paddingCharacters)}", `;
      const body = paddingCharacters ? stored.body.replace('{', padding) : stored.body;
      return { ...stored, body, name: file.replace('.json', '') };
    });
