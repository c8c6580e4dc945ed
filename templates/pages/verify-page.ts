import { downloadAddress, signatureAddress, verifyAddress } from '../addresses.ts';
import { printableText } from '../printable-text.ts';
import type { PrintedCertificate, ProvingKey } from '../printed-certificate.ts';
import { fileMegabytesMax } from './browser/limits.ts';
import { spacedFingerprint } from './fingerprint.ts';
import { languages } from './messages/languages.ts';
import { pageTemplate } from './page-template.ts';
import { checkScript, keyAddress, languageScript } from './script-addresses.ts';
import { sealTemplates, verdictTemplates } from './verdicts.ts';

const keyFileName = 'certificate-signing-key.asc';

/** A key with the signature that it made, and the digest of what was signed. */
export type PrintedProof = ProvingKey & Readonly<{ signature: string; sha256: string }>;

const [first] = languages;

const page = pageTemplate(
  (messages, speech) => {
    const { verify } = messages;
    const { language, say, plain, value } = speech;
    return {
      title: plain(verify.title),
      body: `
<header><h1>${say(verify.heading)}</h1></header>
<p>${say(verify.intro)}</p>
<p class="note" data-without-script>${say(verify.needsScript)}</p>
<section class="check" hidden>
<label class="drop"><input type="file" accept="application/pdf,.pdf"><span class="button">${say(verify.choose)}</span><span>${say(verify.drop)}</span></label>
<p class="soft">${say(verify.staysHere)}</p>
<div class="verdict" role="status"></div>
</section>
<template data-checking><p class="says">${say(verify.checking)}</p></template>
${verdictTemplates(messages, speech)}${language === first.language ? sealTemplates : ''}
<h2>${say(verify.key)}</h2>
<code class="fingerprint" dir="ltr">${value('fingerprint')}</code>
<p class="soft">${say(verify.keyCompare)}</p>
<h2>${say(verify.byHand)}</h2>
<p>${say(verify.byHandIntro)}</p>
<ul class="actions">
<li><a href="${value('downloadAddress')}" download><bdi>${value('filename')}</bdi></a></li>
<li><a href="${value('signatureAddress')}" download><bdi>${value('filename')}.sig</bdi></a></li>
<li><a href="${value('keyAddress')}" download="${keyFileName}"><bdi>${keyFileName}</bdi></a></li>
</ul>
<ol>
<li>${say(verify.stepImport)}<pre dir="ltr"><code>gpg --import ${keyFileName}</code></pre></li>
<li>${say(verify.stepVerify)}<pre dir="ltr"><code>gpg --verify ${value('filename')}.sig ${value('filename')}</code></pre>${say(verify.goodSignature)}</li>
<li>${say(verify.stepCompare)}</li>
</ol>
<details><summary>${say(verify.showKey)}</summary><pre dir="ltr"><code>${value('publicKey')}</code></pre></details>
<p class="soft"><a href="${value('verifyAddress')}#${language}">${say(verify.back)}</a></p>
`,
    };
  },
  ['state', 'sha256', 'verify-uuid', 'fingerprint', 'public-key', 'signature'],
);

/**
 * The page on which the browser checks a certificate's file, and that explains how to do it by hand, whatever website the
 * file came from. Everything that the check needs is in the page. The result is a whole HTML document, to be served as UTF-8.
 *
 * @param assets the folder's name of the pages' scripts.
 */
export const renderVerifyPage = (certificate: PrintedCertificate, proof: PrintedProof, assets: string): string => {
  const { settings, artifacts } = certificate;
  const { fingerprint, publicKey, signature, sha256 } = proof;
  return page({
    kind: settings.kind,
    scripts: [languageScript(assets), checkScript(assets)],
    data: {
      state: 'check',
      sha256,
      'verify-uuid': artifacts.verifyUuid,
      fingerprint,
      'public-key': publicKey,
      signature,
    },
    values: () => ({
      called: printableText(settings.called),
      issuer: printableText(settings.longOrg || settings.org),
      filename: settings.filename,
      megabytesMax: `${fileMegabytesMax}`,
      fingerprint: spacedFingerprint(fingerprint),
      publicKey,
      keyAddress: keyAddress(fingerprint),
      downloadAddress: downloadAddress(certificate),
      signatureAddress: signatureAddress(certificate),
      verifyAddress: verifyAddress(certificate),
    }),
  });
};
