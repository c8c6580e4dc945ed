import type { Fate } from '../../projections/claimed-artifacts.ts';
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
export const createPages = ({ assets, signer, keepsTombstones }: PagesOptions): Pages => {
  const gone = createGonePages(assets.version);
  return {
    shared: [...scriptsOf(assets), ...(signer ? [keyOf(signer)] : [])],
    of: (content, proof) => {
      const { verifyUuid } = content.artifacts;
      return [
        page(verifyUuid, 'verify', Buffer.from(renderVerifyPage(content, proof, assets.version))),
        page(verifyUuid, 'valid', Buffer.from(renderValidPage(content, proof, assets.version))),
      ];
    },
    tombstones: (verifyUuid, fate) => {
      const body = gone(fate);
      return [page(verifyUuid, 'verify', body), page(verifyUuid, 'valid', body)];
    },
    keepsTombstones,
  };
};

/** A sweep compares every tombstone with what it must be; all of one day are the same. */
const createGonePages = (version: string) => {
  const known = new Map<string, Buffer>();
  return (fate: Fate): Buffer => {
    const name = `${fate.state} ${fate.on}`;
    const body = known.get(name) ?? Buffer.from(renderGonePage(fate, version));
    known.set(name, body);
    return body;
  };
};

const page = (verifyUuid: string, name: string, body: Uint8Array): ArtifactFile => ({
  key: `cert/${verifyUuid}/${name}.html`,
  body,
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
