import { createRequire } from 'node:module';
import type { Font, FontCollection } from 'fontkit';

/** A kind of font file, for fontkit: documented in its source, missing in its types. */
type FontFormat = {
  probe(bytes: Uint8Array): boolean;
  new (stream: Readonly<{ buffer: Uint8Array }>): object;
};

type Fontkit = Readonly<{
  create(bytes: Uint8Array): Font | FontCollection;
  /** Adds a kind of font file to those that `create` knows. */
  registerFormat(format: FontFormat): void;
}>;

const requireFrom = (path: string, name: string): string => createRequire(path).resolve(name);
const pdfkit = requireFrom(requireFrom(import.meta.url, 'pdfmake'), 'pdfkit');

/**
 * The very copy of fontkit that makes pdfmake's documents. An `import` would be another one: fontkit
 * is published twice in its package, and what one copy learns the other does not know.
 */
export const fontkit: Fontkit = createRequire(pdfkit)('fontkit');
