import { renderValidPage } from '../../templates/pages/valid-page.ts';
import { renderVerifyPage } from '../../templates/pages/verify-page.ts';
import type { Ports } from '../app/ports.ts';

const contentType = 'text/html; charset=utf-8';

/** The two pages that stand beside a signature. */
export const pagesFor: Ports['pagesFor'] = (content, signer) => {
  const folder = `cert/${content.artifacts.verifyUuid}`;
  return [
    { key: `${folder}/verify.html`, body: Buffer.from(renderVerifyPage(content, signer)), contentType },
    { key: `${folder}/valid.html`, body: Buffer.from(renderValidPage(content, signer)), contentType },
  ];
};
