import { downloadAddress, instructionsAddress, signatureAddress, verifyAddress } from '../addresses.ts';
import { filled } from '../placeholders.ts';
import { printableText } from '../printable-text.ts';
import type { PrintedCertificate, ProvingKey } from '../printed-certificate.ts';
import { printedDayIn } from './day.ts';
import { spacedFingerprint } from './fingerprint.ts';
import { pageTemplate } from './page-template.ts';
import { languageScript } from './script-addresses.ts';
import { seals } from './seals.ts';

const page = pageTemplate(
  ({ valid }, { language, say, plain, value }) => ({
    title: plain(valid.title),
    body: `
<header class="headline">${seals.good}<h1>${say(valid.heading)}</h1></header>
<section class="statement">
<p>${say(valid.certifies)}</p>
<p class="large" dir="auto">${value('name')}</p>
<p>${say(valid.completed)}</p>
<p class="large title" dir="auto">${value('courseTitle')}</p>
<p>${say(valid.offeredBy)}</p>
</section>
<dl>
<dt>${say(valid.state)}</dt><dd>${say(valid.stateValid)}</dd>
<dt>${say(valid.issued)}</dt><dd><bdi>${value('issuedDate')}</bdi></dd>
<dt>${say(valid.kind)}</dt><dd>${value('kind')}</dd>
<dt>${say(valid.course)}</dt><dd><bdi>${value('courseId')}</bdi></dd>
<dt>${say(valid.signedWith)}</dt><dd><code dir="ltr">${value('fingerprint')}</code></dd>
</dl>
<ul class="actions">
<li class="first"><a href="${value('instructionsAddress')}#${language}">${say(valid.check)}</a></li>
<li><a href="${value('downloadAddress')}">${say(valid.open)}</a></li>
<li><a href="${value('signatureAddress')}">${say(valid.signature)}</a></li>
</ul>
<p class="soft">${say(valid.trust)}</p>
`,
  }),
  ['state'],
);

/**
 * The page that a certificate's verification address shows: what was certified, to whom, by whom
 * and when. Values are text, whatever they hold, and in the very letters that the certificate is printed in; the result is a
 * whole HTML document, to be served as UTF-8.
 *
 * @param assets the folder's name of the pages' scripts.
 */
export const renderValidPage = (
  certificate: PrintedCertificate,
  { fingerprint }: Pick<ProvingKey, 'fingerprint'>,
  assets: string,
): string => {
  const { personal, courseId, settings } = certificate;
  return page({
    kind: settings.kind,
    data: { state: 'valid' },
    scripts: [languageScript(assets)],
    values: ({ language, kinds }) => ({
      kind: kinds[settings.kind],
      called: printableText(settings.called),
      name: printableText(personal.name),
      courseTitle: printableText(filled('{courseTitle}', certificate)),
      courseId,
      org: printableText(settings.org),
      issuer: printableText(settings.longOrg || settings.org),
      issuedDate: printedDayIn(language, printableText(settings.issuedDate)),
      fingerprint: spacedFingerprint(fingerprint),
      downloadAddress: downloadAddress(certificate),
      instructionsAddress: instructionsAddress(certificate),
      signatureAddress: signatureAddress(certificate),
      address: verifyAddress(certificate),
    }),
  });
};
