import { downloadAddress, instructionsAddress, signatureAddress, verifyAddress } from '../addresses.ts';
import type { PrintedCertificate, ProvingKey } from '../printed-certificate.ts';
import { spacedFingerprint } from './fingerprint.ts';
import { pageTemplate } from './page-template.ts';

const page = pageTemplate({
  title: 'Valid <%= it.called %>: <%= it.courseTitle %>',
  heading: 'This <%= it.called %> is valid',
  body: `
        <section class="statement">
          <p><%= it.longOrg %> certifies that</p>
          <p class="large" dir="auto"><%= it.name %></p>
          <p>successfully completed</p>
          <p class="large title" dir="auto"><%= it.courseTitle %></p>
          <p>a course of study offered by <%= it.org %>.</p>
        </section>

        <dl>
          <dt>Issued</dt><dd><%= it.issuedDate %></dd>
          <dt>Kind</dt><dd><%= it.kindWords %></dd>
          <dt>Course</dt><dd><%= it.courseId %></dd>
          <dt>Signed with</dt><dd><code><%= it.fingerprint %></code></dd>
        </dl>

        <ul class="actions">
          <li class="first"><a href="<%= it.downloadAddress %>">Open the PDF</a></li>
          <li><a href="<%= it.instructionsAddress %>">Check it yourself</a></li>
          <li><a href="<%= it.signatureAddress %>">Signature</a></li>
        </ul>

        <p class="soft">You can rely on this page if its address is the one printed on the <%= it.called %>,
          <%= it.verifyAddress %>, and belongs to somebody you trust. To rely on no website at all,
          check the digital signature yourself.</p>`,
});

const kindWords = { honor: 'Honor code certificate', verified: 'Verified certificate' } as const;

/**
 * The page that a certificate's verification address shows: what was certified, to whom, by whom
 * and when. Values are text, whatever they hold; the result is a whole HTML document, to be served as UTF-8.
 */
export const renderValidPage = (certificate: PrintedCertificate, key: ProvingKey): string => {
  const { personal, courseId, settings } = certificate;
  const { course, longCourse } = settings;
  return page({
    kind: settings.kind,
    kindWords: kindWords[settings.kind],
    called: settings.called,
    name: personal.name,
    courseTitle: longCourse ? `${course}: ${longCourse}` : course,
    courseId,
    org: settings.org,
    longOrg: settings.longOrg || settings.org,
    issuedDate: settings.issuedDate,
    fingerprint: spacedFingerprint(key.fingerprint),
    downloadAddress: downloadAddress(certificate),
    instructionsAddress: instructionsAddress(certificate),
    signatureAddress: signatureAddress(certificate),
    verifyAddress: verifyAddress(certificate),
  });
};
