import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderValidPage } from '../../../templates/pages/valid-page.ts';
import { renderVerifyPage } from '../../../templates/pages/verify-page.ts';
import { awkwardNames, content } from '../content.ts';
import { attributeOf, elementsOf, shapeOf, textOf, treeOf } from './html-tree.ts';

const key = {
  fingerprint: '0123456789ABCDEF0123456789ABCDEF01234567',
  publicKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZZ==\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n',
};
const cert = 'https://verify.example.org/cert/abcdef0123456789abcdef0123456789';
const pdf = `https://downloads.example.org/downloads/${'d'.repeat(32)}/Certificate.pdf`;
const linksOf = (html: string) => elementsOf(treeOf(html), 'a').map((link) => attributeOf(link, 'href'));
const words = (html: string) => elementsOf(treeOf(html), 'article').map(textOf).join('').replaceAll(/\s+/g, ' ');

const hostile: readonly string[] = [
  ...awkwardNames,
  '</p></title></style><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  ']]><![CDATA[',
  'javascript:alert(1)',
  'Ada\u0000\u0007 \u202eecalevoL',
  '&lt;b&gt;',
  '<%~ it.name %>',
];

describe.each([
  ['valid.html', renderValidPage],
  ['verify.html', renderVerifyPage],
] as const)('%s', (_, render) => {
  it('is correct HTML that says what it is and what language it is in', () => {
    const tree = treeOf(render(content(), key));

    expect(elementsOf(tree, 'html').map((html) => attributeOf(html, 'lang'))).toEqual(['en']);
    expect(elementsOf(tree, 'title').map(textOf).join()).toContain('certificate');
    expect(elementsOf(tree, 'h1')).toHaveLength(1);
  });

  it('may show its own style and do nothing else, wherever it is opened', () => {
    const tree = treeOf(render(content(), key));
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
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(metas.get('robots')).toBe('noindex');
    expect(metas.get('referrer')).toBe('no-referrer');
    expect(elementsOf(tree, 'script')).toEqual([]);
  });

  it.each(hostile)('has the same elements for everybody, also for %j', (text) => {
    const innocent = shapeOf(treeOf(render(content(), key)));

    expect(shapeOf(treeOf(render(content({ name: text }), key)))).toBe(innocent);
    const settings = { longCourse: text, longOrg: text, org: text, called: text, issuedDate: text, filename: text };
    expect(shapeOf(treeOf(render(content({}, settings), key)))).toBe(innocent);
  });
});

describe('valid.html', () => {
  it('says who certified what of whom, and when', () => {
    const text = words(renderValidPage(content(), key));

    expect(text).toContain(
      'Some Institution certifies that Ada Lovelace successfully completed DemoX: edX Demonstration Course',
    );
    expect(text).toContain('IssuedJanuary 31, 2026');
    expect(text).toContain('Honor code certificate');
    expect(words(renderValidPage(content({}, { kind: 'verified' }), key))).toContain('Verified certificate');
  });

  it.each(awkwardNames)('shows the name %j letter by letter', (name) => {
    expect(elementsOf(treeOf(renderValidPage(content({ name }), key)), 'p').map(textOf)).toContain(name);
  });

  it('shows names of all scripts, each in its own direction', () => {
    for (const name of ['سيف رمضان ريان', '김헌영', 'Adam Palay (חיים פּלי)']) {
      const shown = elementsOf(treeOf(renderValidPage(content({ name }), key)), 'p').find((p) => textOf(p) === name);
      expect(shown && attributeOf(shown, 'dir')).toBe('auto');
    }
  });

  it('leads to the PDF, its signature and the way to check them, by whole addresses', () => {
    expect(linksOf(renderValidPage(content(), key))).toEqual([
      pdf,
      `${cert}/verify.html`,
      `${cert}/Certificate.pdf.sig`,
    ]);
  });
});

describe('verify.html', () => {
  it('names the commands, and shows the whole fingerprint', () => {
    const text = words(renderVerifyPage(content(), key));

    expect(text).toContain('gpg --import certificate-signing-key.asc');
    expect(text).toContain('gpg --verify Certificate.pdf.sig Certificate.pdf');
    expect(text).toContain('0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567');
  });

  it('carries the public key, as text and as a file', () => {
    const html = renderVerifyPage(content(), key);
    const [, base64] =
      linksOf(html)
        .find((link) => link?.startsWith('data:'))
        ?.split('base64,') ?? [];

    expect(elementsOf(treeOf(html), 'pre').map(textOf)).toContain(key.publicKey);
    expect(Buffer.from(base64 ?? '', 'base64').toString()).toBe(key.publicKey);
  });

  it('leads to the files that it speaks of', () => {
    expect(linksOf(renderVerifyPage(content(), key))).toEqual(
      expect.arrayContaining([pdf, `${cert}/Certificate.pdf.sig`, cert]),
    );
  });
});
