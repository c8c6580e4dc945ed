import { describe, expect, it } from 'vitest';
import { createCertificateCheck } from '../../../src/adapters/pdf-check/check-certificate.ts';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { SelfCheckError } from '../../../src/ports/certificate-check.ts';
import { content } from '../../templates/content.ts';
import {
  added,
  after,
  all,
  before,
  inObject,
  inSigns,
  inStream,
  inText,
  type Mutation,
  moved,
  onPage,
  onTexts,
  replaced,
  swapped,
} from './mutations.ts';
import { rewrittenPdf } from './rewritten-pdf.ts';

/** The name is drawn in five pieces: `Ada `, two Arabic words and the blank between them, ` Lovelace`; the course in two lines. */
const wanted = content(
  { name: 'Ada سيف رمضان Lovelace' },
  { longCourse: 'A course of two lines, since it is so long that it does not fit into one' },
);
const pdf = await createPdfmakeRenderer().render(wanted);
const check = createCertificateCheck();

const codeAfter = (mutate: Mutation): string => {
  const mutated = rewrittenPdf(pdf, mutate);
  try {
    check.check(mutated, wanted);
    return 'right';
  } catch (error) {
    if (!(error instanceof SelfCheckError)) throw error;
    expect(error.message).not.toMatch(/Ada|Lovelace|سيف|رمضان/);
    return error.code;
  }
};

/** Sizes by which the blocks are known. */
const [name, course, small, address] = [34, 24, 12, 7];

/** Of the first piece of the name. */
const inAda = (change: (text: string) => string): Mutation => inText(name, change);
const withOperator = (operator: string): Mutation => inAda((text) => text.replace('BT\n', `BT\n${operator}\n`));
const reversed = (signs: readonly string[]) => signs.toReversed();

const cases: Readonly<Record<string, readonly (readonly [string, Mutation])[]>> = {
  'self-check-text': [
    ['a sign is another one', inAda((text) => inSigns(text, (signs) => ['0008', ...signs.slice(1)]))],
    ['a sign is left out', inAda((text) => inSigns(text, (signs) => signs.slice(1)))],
    ['a sign stands twice', inAda((text) => inSigns(text, ([first = '', ...others]) => [first, first, ...others]))],
    [
      'two signs take each other’s place',
      inAda((text) => inSigns(text, ([a = '', b = '', ...more]) => [b, a, ...more])),
    ],
    ['the signs of a word stand the other way round', inAda((text) => inSigns(text, reversed))],
    ['a blank is left out', inText(name, (text) => inSigns(text, (signs) => signs.slice(1)), 4)],
    [
      'the blank between Arabic words is left out',
      onTexts((texts) => texts.filter((text) => !text.includes('<0004> 0'))),
    ],
    ['two Arabic words take each other’s place', swapped(name, 1, 3)],
    ['the first and the last word take each other’s place', swapped(name, 0, 4)],
    ['the two lines of a title take each other’s place', swapped(course, 0, 1)],
    ['a piece of the name is left out', onTexts((texts) => texts.filter((text) => !text.includes(`F4 ${name} Tf`)))],
    ['the second line of a title is left out', inText(course, () => '', 1)],
    ['a block is left out', inText(small, () => '', -1)],
    ['a block is drawn twice', onTexts((texts) => [...texts, ...texts.slice(-1)])],
    ['the name is drawn twice, one over the other', onTexts((texts) => texts.flatMap((text) => [text, text]))],
    [
      'a font says that a sign is another letter',
      inStream('DZZZZZ+OpenSans-Bold\n/Encoding', '/ToUnicode', (table) =>
        Buffer.from(table.toString('latin1').replace('<0041>', '<0042>'), 'latin1'),
      ),
    ],
    ['fonts take each other’s place', replaced('/Font <<', /(F1 \d+ 0 R)([\s\S]*)(F3 \d+ 0 R)/, '$1$2F3 18 0 R')],
    [
      'the name stands higher',
      onTexts((texts) => texts.map((text) => (text.includes(` ${name} Tf`) ? moved(text, 0, 60) : text))),
    ],
    [
      'the name stands farther to the right',
      onTexts((texts) => texts.map((text) => (text.includes(` ${name} Tf`) ? moved(text, 20, 0) : text))),
    ],
    ['one piece of the name stands away from the others', inText(name, (text) => moved(text, 9, 0), 4)],
    ['one piece of the name lies over another', inText(name, (text) => moved(text, -40, 0), 4)],
    ['one piece of the name stands lower', inText(name, (text) => moved(text, 0, -8), 4)],
    ['the second line lies on the first', inText(course, (text) => moved(text, 0, 31.2), 1)],
    [
      'all signs lie on one another',
      inAda((text) => text.replace(/<(....)(....)(....)(....)>/, '<$1> 700 <$2> 700 <$3> 500 <$4>')),
    ],
    ['a word is pulled apart', inAda((text) => text.replace(/<(........)(........)>/, '<$1> -3000 <$2>'))],
    ['the dots of an Arabic word lie elsewhere', inText(name, (text) => text.replace(/ 333\.\d+ Tm/, ' 233.6 Tm'), 3)],
    [
      'the name is larger than its layout says',
      onTexts((texts) => texts.map((text) => text.replace(` ${name} Tf`, ' 60 Tf'))),
    ],
    ['one piece is smaller', inText(name, (text) => text.replace(` ${name} Tf`, ' 8 Tf'), 4)],
    ['the title goes over the organisation', inText(small, (text) => moved(text, 0, 100), -1)],
    ['the name is read aloud otherwise', replaced('/ActualText', /\/ActualText \([\s\S]*?\)\n/, '/ActualText (Bob)\n')],
    ['the name is said to be an abbreviation', added('/S /H2', '/E (Bob)')],
    ['another text stands for the name', added('/S /H2', '/Alt (Bob)')],
    ['a block is not read aloud', inObject('/S /Document', (dict) => dict.replace(/\[\d+ 0 R /, '['))],
    ['nothing is read aloud', replaced('/Type /StructTreeRoot', /\/K \[.*\]/, '/K []')],
  ],
  'self-check-hidden': [
    ['text is drawn without ink', withOperator('3 Tr')],
    ['text cuts something out', withOperator('7 Tr')],
    ['text is only outlined', withOperator('1 Tr')],
    ['text is drawn without ink from the beginning on', before('3 Tr')],
    ['text is white', inAda((text) => text.replace(/[\d.]+ [\d.]+ [\d.]+ scn/, '1 1 1 scn'))],
    ['text has the ink of its paper, in another way', inAda((text) => text.replace('\nBT', '\n1 g\nBT'))],
    [
      'text is hardly darker than paper',
      inAda((text) => text.replace(/[\d.]+ [\d.]+ [\d.]+ scn/, '0.97 0.97 0.97 scn')),
    ],
    ['text can be seen through', replaced('/ca 1\n/CA 1', '/ca 1', '/ca 0')],
    ['text can be seen through a little', replaced('/ca 1\n/CA 1', '/ca 1', '/ca 0.3')],
    ['text has no size', inAda((text) => text.replace(` ${name} Tf`, ' 0 Tf'))],
    ['text is upside down', inAda((text) => text.replace(` ${name} Tf`, ` -${name} Tf`))],
    ['all texts are tiny', onTexts((texts) => texts.map((text) => text.replace(/ [\d.]+ Tf/, ' 0.5 Tf')))],
    ['text has no width', inAda((text) => text.replace('1 0 0 1', '0 0 0 1'))],
    ['text has no height', inAda((text) => text.replace('1 0 0 1', '1 0 0 0'))],
    ['text is mirrored', inAda((text) => text.replace('1 0 0 1', '-1 0 0 1'))],
    ['text is turned', inAda((text) => text.replace('1 0 0 1', '0 1 -1 0'))],
    ['text is slanted', inAda((text) => text.replace('1 0 0 1', '1 0 0.5 1'))],
    [
      'the page is turned around the text',
      inAda((text) => text.replace('q\n1 0 0 -1 0 595.275591 cm', 'q\n0.01 0 0 -0.01 0 595.275591 cm')),
    ],
    ['text lies left of the page', inAda((text) => moved(text, -900, 0))],
    ['text lies right of the page', inAda((text) => moved(text, 900, 0))],
    ['text lies above the page', inAda((text) => moved(text, 0, 900))],
    ['text lies below the page', inAda((text) => moved(text, 0, -900))],
    ['text is cut away', inAda((text) => `q\n0 0 1 1 re\nW\nn\n${text}Q\n`)],
    ['text is cut away by another rule', inAda((text) => `q\n0 0 1 1 re\nW*\nn\n${text}Q\n`)],
    ['everything is cut away', before('0 0 1 1 re W n')],
    ['a white rectangle lies over the name', after('1 g 100 200 500 100 re f')],
    ['a white band lies over the name', after('1 G 60 w 100 250 m 600 250 l S')],
    ['a round shape lies over the name', after('1 g 100 200 m 200 300 300 300 600 200 c f')],
    [
      'a rectangle lies over the name, drawn between two texts',
      inText(address, (text) => `1 g\n100 200 500 100 re\nf\n${text}`, -1),
    ],
    ['a picture lies over the name', after('/Picture Do')],
    ['a picture lies over the ornament', inAda((text) => `/Picture Do\n${text}`)],
    ['text is on a layer', inAda((text) => `/OC /Layer BDC\n${text}EMC\n`)],
  ],
  'self-check-unreadable': [
    ['the page has an operator that is not known', before('/Shade sh')],
    ['the page has an operator that nobody knows', before('1 2 xyzzy')],
    ['signs are moved apart', withOperator('20 Tc')],
    ['blanks are moved apart', withOperator('200 Tw')],
    ['signs are made narrow', withOperator('1 Tz')],
    ['signs are moved up', withOperator('50 Ts')],
    ['a text begins a line of its own', withOperator('10 10 Td')],
    ['a picture stands in the page', before('BI /W 1 /H 1 /BPC 8 /CS /G ID x EI')],
    ['a picture lies under everything', before('/Picture Do')],
    ['an ink is a pattern', before('/Pattern cs /P1 scn')],
    ['an ink is one of its own', before('/Separation cs 0 scn')],
    ['plain inks are others', replaced('/ColorSpace <<', '/ColorSpace <<', '/ColorSpace <<\n/DefaultRGB [/Indexed]')],
    ['a setting has a mask', replaced('/ca 1\n/CA 1', '/ca 1', '/SMask 5 0 R\n/ca 1')],
    ['a setting blends', replaced('/ca 1\n/CA 1', '/ca 1', '/BM /Difference\n/ca 1')],
    ['a setting is missing', replaced('/ProcSet', /\/Gs1 \d+ 0 R/, '')],
    ['a part of the page says what it reads', inAda((text) => text.replace('/MCID 4', '/MCID 4\n/ActualText (Bob)'))],
    ['the page takes back what it never kept', after('Q')],
    ['the page has no end', after('q')],
    [
      'a font has an encoding of its own',
      replaced('/BaseFont /DZZZZZ+OpenSans-Bold\n/Encoding', '/Identity-H', '/Identity-V'),
    ],
    [
      'a font maps its signs to others',
      replaced('/CIDFontType2\n/BaseFont /DZZZZZ', '/CIDToGIDMap /Identity', '/CIDToGIDMap 5 0 R'),
    ],
    [
      'the file does something when it is opened',
      added('/Type /Catalog', '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'),
    ],
    ['the file has a script by name', replaced('/Dests <<', '/Dests <<', '/JavaScript 5 0 R\n/Dests <<')],
    ['the file has a form', added('/Type /Catalog', '/AcroForm << /Fields [] >>')],
    ['the file has layers', added('/Type /Catalog', '/OCProperties << >>')],
    [
      'the page does something when it is opened',
      added('/Type /Page\n', '/AA << /O << /S /URI /URI (https://evil.example) >> >>'),
    ],
    ['an entry stands twice', replaced('/Type /Page\n', '/Tabs /S', '/MediaBox [0 0 841.889764 595.275591]')],
  ],
  'self-check-page': [
    ['the page is turned', added('/Type /Page\n', '/Rotate 180')],
    ['the page is turned from above', added('/Type /Pages', '/Rotate 90')],
    ['the page is cut', added('/Type /Page\n', '/CropBox [0 0 841.889764 300]')],
    ['the page is cut from above', added('/Type /Pages', '/CropBox [0 300 841.889764 595.275591]')],
    ['the page is trimmed', added('/Type /Page\n', '/TrimBox [0 0 300 300]')],
    ['the page is scaled', replaced('/Type /Page\n', '/UserUnit 1', '/UserUnit 10')],
    [
      'the page begins elsewhere',
      replaced('/Type /Page\n', '[0 0 841.889764 595.275591]', '[100 100 941.889764 695.275591]'),
    ],
    ['the page is smaller', replaced('/Type /Page\n', '595.275591]', '400]')],
    ['there is a second page', all(replaced('/Type /Pages', '[10 0 R]', '[10 0 R 10 0 R]'))],
    ['there is no page', replaced('/Type /Pages', '[10 0 R]', '[]')],
  ],
  'self-check-glyph': [
    ['a sign is the box for what is missing', inAda((text) => inSigns(text, (signs) => ['0000', ...signs.slice(1)]))],
    ['a font is not embedded', replaced('/FontDescriptor\n/FontName /DZZZZZ', /\/FontFile2 \d+ 0 R/, '')],
    [
      'a font’s file is another font’s',
      replaced('/FontDescriptor\n/FontName /DZZZZZ', /\/FontFile2 \d+ 0 R/, '/FontFile2 42 0 R'),
    ],
    ['a font’s file is empty', inStream('/FontDescriptor\n/FontName /DZZZZZ', '/FontFile2', () => Buffer.from(' '))],
    [
      'a font has no outlines',
      inStream('/FontDescriptor\n/FontName /DZZZZZ', '/FontFile2', (font) =>
        Buffer.from(font.toString('latin1').replace('loca', 'acol'), 'latin1'),
      ),
    ],
    [
      'signs are said to be narrower',
      replaced('/CIDFontType2\n/BaseFont /DZZZZZ', /\/W \[0 \[1229 [\d.]+/, '/W [0 [1229 1'),
    ],
    ['a font is missing', replaced('/Font <<', '/F3 16 0 R', '')],
  ],
  'self-check-link': [
    ['a link leads elsewhere', replaced('/S /URI', 'verify.example.org', 'verify.example.net')],
    ['a link leads to another certificate', replaced('/S /URI', 'abcdef01', 'abcdef02')],
    ['there is no link', replaced('/Type /Page\n', '/Annots [32 0 R]', '')],
    [
      'a link lies elsewhere',
      replaced('/Subtype /Link', '228.4483 78.774016 613.441464', '28.4483 278.774016 413.441464'),
    ],
    ['a link is as large as the page', replaced('/Subtype /Link', /\/Rect \[.*\]/, '/Rect [0 0 841 595]')],
    ['a link is a point', replaced('/Subtype /Link', /\/Rect \[.*\]/, '/Rect [300 80 300 80]')],
    ['a link is there twice', replaced('/Type /Page\n', '/Annots [32 0 R]', '/Annots [32 0 R 32 0 R]')],
    [
      'a link is called otherwise than it leads',
      inObject('/Subtype /Link', (dict) => dict.replace('(https://verify', '(https://evil')),
    ],
    ['a link starts something', replaced('/S /URI', '/S /URI', '/S /Launch')],
    ['a link does something else afterwards', added('/S /URI', '/Next << /S /JavaScript /JS (1) >>')],
    ['a link does something else when the mouse comes', added('/Subtype /Link', '/AA << >>')],
    ['a link leads to a place as well', added('/Subtype /Link', '/Dest [10 0 R /Fit]')],
    ['a link is hidden', replaced('/Subtype /Link', '/F 4', '/F 2')],
    ['a link has a look of its own', added('/Subtype /Link', '/AP << /N 5 0 R >>')],
    ['a note lies on the page', replaced('/Subtype /Link', '/Subtype /Link', '/Subtype /FreeText')],
  ],
  'self-check-qr': [
    [
      'the code is white',
      onPage((page) => page.replace(/(\n0\.30\S+ 0\.30\S+ 0\.31\S+) scn\n(\/Gs\d gs\n)?f/, '\n1 1 1 scn\n$2f')),
    ],
    [
      'the code is pale',
      onPage((page) => page.replace(/(\n0\.30\S+ 0\.30\S+ 0\.31\S+) scn\n(\/Gs\d gs\n)?f/, '\n0.9 0.9 0.9 scn\n$2f')),
    ],
    ['a square lies over the code', onTexts((texts) => ['1 g\n730 478 40 40 re\nf\n', ...texts])],
    ['a dark square lies over the code', onTexts((texts) => ['0 g\n730 478 40 40 re\nf\n', ...texts])],
    ['a line goes through the code', onTexts((texts) => ['0 G\n9 w\n700 490 m\n830 530 l\nS\n', ...texts])],
    [
      'a round shape lies over the code',
      onTexts((texts) => ['1 g\n730 480 m\n740 550 790 550 800 480 c\nf\n', ...texts]),
    ],
    [
      'the code stands elsewhere',
      onPage((page) => page.replace(/(\/Figure <<[\s\S]*? BDC)([\s\S]*?)EMC/, '$1\nq\n1 0 0 1 -300 0 cm$2Q\nEMC')),
    ],
    ['the code is gone', onPage((page) => page.replace(/\/Figure <<[\s\S]*?EMC/, '/Figure <<\n/MCID 0\n>> BDC\nEMC'))],
  ],
};

describe('a finished certificate that is put together again as it was', () => {
  it('is right', () => {
    expect(codeAfter(() => undefined)).toBe('right');
  });
});

describe.each(Object.entries(cases))('what is refused as %s', (code, mutations) => {
  it.each(mutations)('%s', (_, mutate) => {
    expect(codeAfter(mutate)).toBe(code);
  });
});
