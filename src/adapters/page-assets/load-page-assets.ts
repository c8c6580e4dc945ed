import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The scripts that the pages run in a browser, and the folder's name that they are published under. */
export type PageAssets = Readonly<{
  /** Hexadecimal digits that only these very files lead to, so that browsers may keep them for ever. */
  version: string;
  files: readonly Readonly<{ name: string; body: Uint8Array; contentType: string }>[];
}>;

const own = [
  'check.js',
  'chosen-file.js',
  'judge.js',
  'language.js',
  'limits.js',
  'preferred-language.js',
  'show-verdict.js',
  'signature-check.js',
  'standing.js',
];

/** The build for browsers, and the parts that it loads when a key is of their kind. Its other parts decrypt. */
const libraries = ['openpgp', 'nacl-fast', 'noble_curves', 'noble_hashes', 'sha512'];

const script = 'text/javascript; charset=utf-8';

/**
 * Reads the scripts that came with this program and with OpenPGP.js.
 *
 * @throws Error when the program is not installed completely.
 */
export const loadPageAssets = async (): Promise<PageAssets> => {
  const files = [
    ...(await Promise.all(own.map(async (name) => scriptFile(name, await readFile(ownScript(name), 'utf8'))))),
    ...(await Promise.all(libraries.map(libraryFile))),
    // The library is under the LGPL, which has to go along.
    {
      name: 'openpgp-LICENSE.txt',
      body: await readFile(library('../../LICENSE')),
      contentType: 'text/plain; charset=utf-8',
    },
  ];
  const hash = createHash('sha256');
  for (const { name, body } of files) hash.update(`${name}\0${body.length}\0`).update(body);
  return { version: hash.digest('hex').slice(0, 16), files };
};

const scriptFile = (name: string, text: string) => ({
  name,
  body: Buffer.from(text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')),
  contentType: script,
});

/** Web servers know `.js`, but many of them not `.mjs`, and no browser runs a script that is not said to be one. */
const libraryFile = async (name: string) =>
  scriptFile(`${name}.min.js`, (await readFile(library(`${name}.min.mjs`), 'utf8')).replaceAll('.min.mjs', '.min.js'));

const library = (name: string): URL =>
  new URL(`../lightweight/${name}`, pathToFileURL(createRequire(import.meta.url).resolve('openpgp')));

/** Compiled beside this file's own folders, whether it is compiled itself or run from its source. */
const ownScript = (name: string): string => {
  const places = ['../../../', '../../../dist/'].map((root) =>
    fileURLToPath(new URL(`${root}templates/pages/browser/${name}`, import.meta.url)),
  );
  const place = places.find((candidate) => existsSync(candidate));
  if (!place) throw new Error(`${basename(name)} is missing: install the program again, or run \`npm run build\``);
  return place;
};
