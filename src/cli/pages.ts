import { renderGonePage } from '../../templates/pages/gone-page.ts';
import { assetFolder, assetFolderTwin, keyFile } from '../../templates/pages/script-addresses.ts';
import { renderValidPage } from '../../templates/pages/valid-page.ts';
import { renderVerifyPage } from '../../templates/pages/verify-page.ts';
import type { PageAssets } from '../adapters/page-assets/load-page-assets.ts';
import type { Pages } from '../app/pages.ts';
import type { ArtifactFile } from '../ports/artifact-store.ts';
import type { DocumentSigner } from '../ports/document-signer.ts';

type PagesOptions = Readonly<{ assets: PageAssets; signer: DocumentSigner | null; keepsTombstones: boolean }>;

/** The pages that stand beside a signature, what they all need, and what stands in their place later. */
export const createPages = ({ assets, signer, keepsTombstones }: PagesOptions): Pages => ({
  shared: [...scriptsOf(assets), ...(signer ? [keyOf(signer)] : [])],
  of: (content, proof) => {
    const { verifyUuid } = content.artifacts;
    return [
      page(verifyUuid, 'verify', renderVerifyPage(content, proof, assets.version)),
      page(verifyUuid, 'valid', renderValidPage(content, proof, assets.version)),
    ];
  },
  tombstones: (verifyUuid, fate) => {
    const html = renderGonePage(fate, assets.version);
    return [page(verifyUuid, 'verify', html), page(verifyUuid, 'valid', html)];
  },
  keepsTombstones,
});

const page = (verifyUuid: string, name: string, html: string): ArtifactFile => ({
  key: `cert/${verifyUuid}/${name}.html`,
  body: Buffer.from(html),
  contentType: 'text/html; charset=utf-8',
});

/** The script of every page is in two places: see `languageScript`. What it imports goes along. */
const twins: ReadonlySet<string> = new Set(['language.js', 'preferred-language.js']);

const scriptsOf = ({ version, files }: PageAssets): readonly ArtifactFile[] =>
  files.flatMap(({ name, body, contentType }) => {
    const folders = twins.has(name) ? [assetFolder(version), assetFolderTwin(version)] : [assetFolder(version)];
    return folders.map((folder) => ({ key: `${folder}${name}`, body, contentType, isImmutable: true }));
  });

/** Where other programs look for it as well; keys of before stay beside it. */
const keyOf = ({ fingerprint, publicKey }: DocumentSigner): ArtifactFile => ({
  key: keyFile(fingerprint),
  body: Buffer.from(publicKey),
  contentType: 'application/pgp-keys',
});
