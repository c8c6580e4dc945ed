import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateSigningKey } from '../../../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../../../src/adapters/openpgp/load-signer.ts';
import { loadPageAssets } from '../../../../src/adapters/page-assets/load-page-assets.ts';
import { createPdfmakeRenderer } from '../../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { filesOf } from '../../../../src/app/publication.ts';
import { createPages } from '../../../../src/cli/pages.ts';
import type { CertificateContent } from '../../../../src/ports/certificate-renderer.ts';
import type { DocumentSigner } from '../../../../src/ports/document-signer.ts';
import { content } from '../../content.ts';

/** A place that serves what was published, as a web server or a bucket does. */
export type Site = Readonly<{
  /** Without a slash at its end, e.g. `http://127.0.0.1:8080/certificates`. */
  url: string;
  /** By key: what is served. Changed by tests that play a part of the story again. */
  files: Map<string, Served>;
  /** Every address that nothing was found under. */
  missing: string[];
  close: () => Promise<void>;
}>;

type Served = Readonly<{ body: Uint8Array; contentType: string }>;

/** `nginx`: `try_files $uri $uri/valid.html`. `bucket`: S3's website, which first leads to an address with a slash. */
type Manner = 'nginx' | 'bucket';

export const startSite = async (manner: Manner = 'nginx', prefix = ''): Promise<Site> => {
  const files = new Map<string, Served>();
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const key = decodeURIComponent(pathname).slice(prefix.length + 1);
    const index = `${key.replace(/\/$/, '')}/valid.html`;
    if (manner === 'bucket' && !files.has(key) && !key.endsWith('/') && files.has(index)) {
      response.writeHead(302, { location: `${pathname}/` }).end();
      return;
    }
    const file = pathname.startsWith(`${prefix}/`) ? (files.get(key) ?? files.get(index)) : undefined;
    if (!file) {
      missing.push(pathname);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': file.contentType, 'x-content-type-options': 'nosniff' }).end(file.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    files,
    missing,
    close: () => new Promise((closed) => server.closeAllConnections() === undefined && server.close(() => closed())),
  };
};

const createdAt = new Date('2026-01-01T00:00:00Z');
export const newSigner = async (): Promise<DocumentSigner> =>
  loadSigner({ privateKeyArmored: await generateSigningKey({ name: 'Some Institution', createdAt }), now: createdAt });

const renderer = createPdfmakeRenderer();

/** A certificate whose page is looked at: a person, and the digit that its names are made of. */
export type Issuing = Readonly<{ name: string; digit: string; verifyUrl?: string; downloadUrl?: string }>;

const contentOf = ({ name, digit, verifyUrl, downloadUrl }: Issuing, site: Site): CertificateContent => ({
  ...content({ name }, { verifyUrl: verifyUrl ?? site.url, downloadUrl: downloadUrl ?? site.url }),
  artifacts: { downloadUuid: digit.repeat(32), verifyUuid: digit.repeat(32) },
});

/** What production publishes, with the scripts as they are compiled now. */
export const createPublisher = async (signer: DocumentSigner) => {
  const { status, stderr } = spawnSync(process.execPath, ['.ci/ready.mjs', '--quiet'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the scripts cannot be compiled: ${stderr}`);
  const pages = createPages({ assets: await loadPageAssets(), signer, keepsTombstones: true });

  return {
    pages,
    /** @returns the PDF. */
    publish: async (issuing: Issuing, site: Site): Promise<Buffer> => {
      const of = contentOf(issuing, site);
      const pdf = await renderer.render(of);
      const signature = await signer.sign(pdf, new Date(of.requestedAt));
      for (const file of [...pages.shared, ...filesOf(of, { pdf, signature }, { signer, pages })])
        site.files.set(file.key, file);
      return Buffer.from(pdf);
    },
    bury: (digit: string, state: 'replaced' | 'withdrawn', { files }: Site): void => {
      for (const page of pages.tombstones(digit.repeat(32), { state, on: '2026-05-01' })) files.set(page.key, page);
    },
  };
};
export type Publisher = Awaited<ReturnType<typeof createPublisher>>;
