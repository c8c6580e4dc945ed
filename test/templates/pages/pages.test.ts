import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderGonePage } from '../../../templates/pages/gone-page.ts';
import { languages } from '../../../templates/pages/messages/languages.ts';
import { renderValidPage } from '../../../templates/pages/valid-page.ts';
import { renderVerifyPage } from '../../../templates/pages/verify-page.ts';
import { filled } from '../../../templates/placeholders.ts';
import { awkwardNames, content } from '../content.ts';
import { attributeOf, elementsOf, shapeOf, textOf, treeOf } from './html-tree.ts';

const proof = {
  fingerprint: '0123456789ABCDEF0123456789ABCDEF01234567',
  publicKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZZ==\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n',
  signature: '-----BEGIN PGP SIGNATURE-----\n\niHUE\n-----END PGP SIGNATURE-----\n',
  sha256: 'ab'.repeat(32),
};
const assets = '0123456789abcdef';
const validPage = (of = content()): string => renderValidPage(of, proof, assets);
const verifyPage = (of = content()): string => renderVerifyPage(of, proof, assets);
const gonePage = (): string => renderGonePage({ state: 'withdrawn', on: '2026-05-01' }, assets);
const cert = 'https://verify.example.org/cert/abcdef0123456789abcdef0123456789';
const pdf = `https://downloads.example.org/downloads/${'d'.repeat(32)}/Certificate.pdf`;

const sectionOf = (html: string, lang = 'en') => {
  const section = elementsOf(treeOf(html), 'article').find((article) => attributeOf(article, 'lang') === lang);
  if (!section) throw new Error(`there is no section in ${lang}`);
  return section;
};
const linksOf = (html: string, lang?: string) =>
  elementsOf(sectionOf(html, lang), 'a').map((link) => attributeOf(link, 'href'));
const words = (html: string, lang?: string) => textOf(sectionOf(html, lang)).replaceAll(/\s+/g, ' ');

const hostile: readonly string[] = [
  ...awkwardNames,
  '</p></title></style></template><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  ']]><![CDATA[',
  'javascript:alert(1)',
  'Ada\u0000\u0007 \u202eecalevoL',
  '&lt;b&gt;',
  '<%~ it.name %>',
  '{issuer} {date}',
];

describe.each([
  ['valid.html', validPage],
  ['verify.html', verifyPage],
  ['the page of what is gone', gonePage],
] as const)('%s', (_, render) => {
  it('is correct HTML that says what it is, in each of its languages', () => {
    const tree = treeOf(render());

    expect(elementsOf(tree, 'html').map((html) => attributeOf(html, 'lang'))).toEqual(['en']);
    expect(elementsOf(tree, 'title').map(textOf).join()).toContain('certificate');
    const sections = elementsOf(tree, 'article');
    expect(sections.map((section) => attributeOf(section, 'lang'))).toEqual(['en', 'es', 'ar']);
    expect(sections.map((section) => attributeOf(section, 'dir'))).toEqual(['ltr', 'ltr', 'rtl']);
    for (const section of sections) expect(elementsOf(section, 'h1')).toHaveLength(1);
  });

  it('lets the reader choose the language without any script', () => {
    const [nav] = elementsOf(treeOf(render()), 'nav');
    const links = nav ? elementsOf(nav, 'a') : [];
    expect(links.map((link) => attributeOf(link, 'href'))).toEqual(['#en', '#es', '#ar']);
    expect(links.map(textOf)).toEqual(['English', 'Español', 'العربية']);
  });

  it('may show its own style, run our own scripts and ask our own place, and do nothing else', () => {
    const tree = treeOf(render());
    const metas = new Map(
      elementsOf(tree, 'meta').map((meta) => [
        attributeOf(meta, 'name') ?? attributeOf(meta, 'http-equiv'),
        attributeOf(meta, 'content'),
      ]),
    );
    const [style] = elementsOf(tree, 'style').map(textOf);
    const hash = createHash('sha256')
      .update(style ?? '')
      .digest('base64');

    expect(metas.get('Content-Security-Policy')).toBe(
      `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(metas.get('robots')).toBe('noindex');
    expect(metas.get('referrer')).toBe('no-referrer');
    for (const script of elementsOf(tree, 'script')) {
      expect(textOf(script)).toBe('');
      expect(attributeOf(script, 'src')).toMatch(/^\.\.\/(cert\/)?assets\/0123456789abcdef\/[a-z]+\.js$/);
    }
  });

  it('prints every value that its messages speak of', () => {
    expect(words(render())).not.toMatch(/\{[a-zA-Z]+\}|undefined/);
    for (const lang of ['es', 'ar']) expect(words(render(), lang)).not.toMatch(/\{[a-zA-Z]+\}|undefined/);
  });
});

describe.each([
  ['valid.html', validPage],
  ['verify.html', verifyPage],
] as const)('%s', (_, render) => {
  it.each(hostile)('has the same elements for everybody, also for %j', (text) => {
    const innocent = shapeOf(treeOf(render()));

    expect(shapeOf(treeOf(render(content({ name: text }))))).toBe(innocent);
    const settings = { longCourse: text, longOrg: text, org: text, called: text, issuedDate: text, filename: text };
    expect(shapeOf(treeOf(render(content({}, settings))))).toBe(innocent);
  });
});

describe('valid.html', () => {
  it('says who certified what of whom, when, and that it stands', () => {
    const text = words(validPage());

    expect(text).toContain(
      'Some Institution certifies that Ada Lovelace successfully completed DemoX: edX Demonstration Course',
    );
    expect(text).toContain('IssuedJanuary 31, 2026');
    expect(text).toContain('StateValid');
    expect(text).toContain('Honor code certificate');
    expect(words(validPage(content({}, { kind: 'verified' })))).toContain('Verified certificate');
    expect(words(validPage(), 'es')).toContain('Some Institution certifica que Ada Lovelace ha completado');
  });

  it('says the day of issue as each language does, and words that are no day as they are printed', () => {
    expect(words(validPage(), 'es')).toContain('Emitido31 de enero de 2026');
    expect(words(validPage(), 'ar')).toContain('31 يناير 2026');
    for (const issuedDate of ['Spring 2026', 'February 31, 2026', 'January 1, 12026', '2026-01-31', '']) {
      expect(words(validPage(content({}, { issuedDate })), 'es')).toContain(`Emitido${issuedDate} Tipo`);
    }
  });

  it.each(awkwardNames)('shows the name %j letter by letter', (name) => {
    expect(elementsOf(treeOf(validPage(content({ name }))), 'p').map(textOf)).toContain(name);
  });

  it.each([
    ['Ada\u202e Lovelace', 'Ada Lovelace'],
    ['Ad\u2066a\u200b Love\u00adlace\u{e0041}', 'Ada Lovelace'],
    ['אדה\u200f ברוך', 'אדה ברוך'],
    ['Ada\tLovelace\n', 'Ada Lovelace'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])('shows %j as it is printed on the certificate', (name, printed) => {
    expect(elementsOf(treeOf(validPage(content({ name }))), 'p').map(textOf)).toContain(printed);
  });

  it('shows names of all scripts, each in its own direction', () => {
    for (const name of ['سيف رمضان ريان', '김헌영', 'Adam Palay (חיים פּלי)']) {
      const shown = elementsOf(treeOf(validPage(content({ name }))), 'p').find((p) => textOf(p) === name);
      expect(shown && attributeOf(shown, 'dir')).toBe('auto');
    }
  });

  it('leads to the way to check a PDF, in the same language, to the PDF and its signature, by whole addresses', () => {
    expect(linksOf(validPage())).toEqual([`${cert}/verify.html#en`, pdf, `${cert}/Certificate.pdf.sig`]);
    expect(linksOf(validPage(), 'ar')).toContain(`${cert}/verify.html#ar`);
  });

  it('finds its script from an address with a slash at its end, and from one without', () => {
    const [script] = elementsOf(treeOf(validPage()), 'script');
    const found = ['', '/', '/valid.html'].map(
      (end) => new URL(attributeOf(script ?? never(), 'src') ?? '', cert + end).pathname,
    );
    expect(found).toEqual([
      `/cert/assets/${assets}/language.js`,
      `/cert/cert/assets/${assets}/language.js`,
      `/cert/cert/assets/${assets}/language.js`,
    ]);
  });
});

describe('verify.html', () => {
  it('names the commands, and shows the whole fingerprint', () => {
    const text = words(verifyPage());

    expect(text).toContain('gpg --import certificate-signing-key.asc');
    expect(text).toContain('gpg --verify Certificate.pdf.sig Certificate.pdf');
    expect(text).toContain('0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567');
  });

  it('has the reader check the PDF that they were given, apart from files of the same name', () => {
    const text = words(verifyPage(content({}, { filename: 'Diploma.pdf' })));
    expect(text).toContain('Put the PDF that you were given into an empty folder, under the name Diploma.pdf,');
  });

  it('tells what to make of GnuPG’s words on a key that has expired or was revoked since', () => {
    expect(words(verifyPage())).toContain(
      'A key that has expired since does not matter; if it was revoked, ask Some Institution before you rely on the file.',
    );
  });

  it('carries all that a check needs: key, fingerprint, signature, digest and name', () => {
    const [main] = elementsOf(treeOf(verifyPage()), 'main');
    const data = (name: string) => attributeOf(main ?? never(), `data-${name}`);
    expect(data('public-key')).toBe(proof.publicKey);
    expect(data('signature')).toBe(proof.signature);
    expect(data('fingerprint')).toBe(proof.fingerprint);
    expect(data('sha256')).toBe(proof.sha256);
    expect(data('verify-uuid')).toBe('abcdef0123456789abcdef0123456789');
    expect(elementsOf(treeOf(verifyPage()), 'pre').map(textOf)).toContain(proof.publicKey);
  });

  it('leads to the files that it speaks of, from wherever it was loaded', () => {
    expect(linksOf(verifyPage())).toEqual(
      expect.arrayContaining([pdf, `${cert}/Certificate.pdf.sig`, `../keys/${proof.fingerprint}.asc`, `${cert}#en`]),
    );
  });

  it('has words for every verdict in every language', () => {
    const verdicts = languages.map(({ language }) =>
      elementsOf(sectionOf(verifyPage(), language), 'template').flatMap(
        (template) => attributeOf(template, 'data-verdict') ?? [],
      ),
    );
    expect(verdicts[0]).toHaveLength(14);
    for (const others of verdicts) expect(others).toEqual(verdicts[0]);
  });
});

describe('the page of what is gone', () => {
  it('says what became of it and when, for people and for the page beside it', () => {
    const replaced = renderGonePage({ state: 'replaced', on: '2026-05-01' }, assets);
    expect(words(replaced)).toContain('This certificate was replaced On May 1, 2026 a newer one took its place.');
    expect(words(gonePage())).toContain('This certificate was withdrawn It has not been valid since May 1, 2026.');
    expect(words(gonePage(), 'es')).toContain('No es válido desde el 1 de mayo de 2026.');
    expect(words(gonePage(), 'ar')).toContain('لم تعد صالحة منذ 1 مايو 2026.');
    const [main] = elementsOf(treeOf(gonePage()), 'main');
    expect(attributeOf(main ?? never(), 'data-state')).toBe('withdrawn');
    expect(attributeOf(main ?? never(), 'data-on')).toBe('2026-05-01');
  });

  it('has another length than any other page, by which the sweep knows it', () => {
    const lengths = [
      gonePage(),
      renderGonePage({ state: 'replaced', on: '2026-05-01' }, assets),
      validPage(),
      verifyPage(),
      validPage(content({ name: 'X' }, { longOrg: '', longCourse: '', org: 'X', course: 'X', called: 'x' })),
    ].map((html) => Buffer.byteLength(html));
    expect(new Set(lengths).size).toBe(lengths.length);
    expect(Math.max(...lengths.slice(0, 2))).toBeLessThan(Math.min(...lengths.slice(2)));
  });
});

describe('the languages', () => {
  const leaves = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([name, part]) => leaves(part, `${path}.${name}`));
  const placeholders = (text: string) =>
    [...text.matchAll(/\{[A-Za-z]+\}/g)].map(String).filter((p) => p !== '{called}');

  it.each(languages.map((messages) => [messages.name, messages] as const))(
    '%s speaks of the same values',
    (_, messages) => {
      const english = new Map(leaves(languages[0]));
      for (const [path, text] of leaves(messages)) {
        expect([path, placeholders(text)]).toEqual([path, placeholders(english.get(path) ?? '')]);
      }
    },
  );

  it('have no two messages that are left in another’s words', () => {
    const [english, ...others] = languages.map((messages) => new Map(leaves(messages)));
    for (const other of others) {
      const same = [...other].filter(([path, text]) => english?.get(path) === text && !path.endsWith('.direction'));
      expect(same).toEqual([]);
    }
  });
});

const never = (): never => {
  throw new Error('it is not there');
};

it.each([
  ['DemoX', 'DemoX'],
  ['Demonstrations', 'DemoX: Demonstrations'],
])('a course that is called DemoX and %s has the same title on the page as on the certificate', (longCourse, title) => {
  const certificate = content({}, { course: 'DemoX', longCourse });
  const [shown] = elementsOf(sectionOf(validPage(certificate)), 'p')
    .filter((paragraph) => attributeOf(paragraph, 'class') === 'large title')
    .map(textOf);
  expect(shown?.trim()).toBe(title);
  expect(filled('{courseTitle}', certificate)).toBe(title);
});
