import pdfmake from 'pdfmake';
import type { Face } from '../../../templates/typography.ts';
import type { FontBook } from '../fonts/font-book.ts';
import { sharedFontFile } from './shared-fonts.ts';

/** pdfmake's own in-memory file system for fonts: a public property of it, which its types leave out. */
type WithFiles = Readonly<{ virtualfs: Readonly<{ writeFileSync(name: string, content: Buffer): void }> }>;

/** Gives all fonts to pdfmake, under the names of their families. None is opened before a document asks for it. */
export const provideFonts = (book: FontBook): void => {
  const { virtualfs } = pdfmake as typeof pdfmake & WithFiles;
  const stored = (family: string, face: Face): string => {
    const name = `${family}-${face}`;
    virtualfs.writeFileSync(
      name,
      sharedFontFile(() => book.open(family, face)),
    );
    return name;
  };
  pdfmake.addFonts(
    Object.fromEntries(
      book.families.map((family) => [
        family,
        {
          normal: stored(family, 'regular'),
          italics: stored(family, 'italic'),
          bold: stored(family, 'bold'),
          bolditalics: stored(family, 'bold-italic'),
        },
      ]),
    ),
  );
};
