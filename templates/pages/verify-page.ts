import { downloadAddress, signatureAddress, verifyAddress } from '../addresses.ts';
import type { PrintedCertificate, ProvingKey } from '../printed-certificate.ts';
import { spacedFingerprint } from './fingerprint.ts';
import { pageTemplate } from './page-template.ts';

const keyFile = 'certificate-signing-key.asc';

const page = pageTemplate({
  title: 'How to check this <%= it.called %>',
  heading: 'How to check this <%= it.called %>',
  body: `
        <p>The PDF is signed. With <a href="https://gnupg.org/">GnuPG</a> anybody can find out whether it is,
          byte for byte, the file that <%= it.longOrg %> issued. No account is needed, and no website has to be trusted.</p>

        <h2>Three files</h2>
        <ul class="actions">
          <li class="first"><a href="<%= it.downloadAddress %>" download><%= it.filename %></a></li>
          <li class="first"><a href="<%= it.signatureAddress %>" download><%= it.filename %>.sig</a></li>
          <li class="first"><a href="<%= it.keyAddress %>" download="${keyFile}">${keyFile}</a></li>
        </ul>

        <h2>Three steps</h2>
        <ol>
          <li>Save the three files in one folder. Import the public key, which is needed only once:
            <pre><code>gpg --import ${keyFile}</code></pre></li>
          <li>Check the signature:
            <pre><code>gpg --verify <%= it.filename %>.sig <%= it.filename %></code></pre>
            The answer must contain <strong>Good signature</strong>. After <strong>BAD signature</strong>
            the file is not the one that was issued.</li>
          <li>Compare the key: the answer's last lines must show this fingerprint, all forty digits of it:
            <code class="fingerprint"><%= it.fingerprint %></code>
            Whoever can change this page can change the fingerprint on it, so compare it as well with one that
            <%= it.longOrg %> publishes elsewhere. The warning that the key is <q>not certified with a trusted
            signature</q> only says that you have not told GnuPG yet whether you trust it.</li>
        </ol>

        <h2>The public key</h2>
        <details>
          <summary>Show it as text</summary>
          <pre><code><%= it.publicKey %></code></pre>
        </details>

        <p class="soft"><a href="<%= it.verifyAddress %>">Back to the <%= it.called %></a></p>`,
});

/**
 * The page that explains how a certificate's file is checked by hand, whatever website it came from.
 * The public key is part of the page: as text, and as a file to be saved. The result is a whole HTML
 * document, to be served as UTF-8.
 */
export const renderVerifyPage = (certificate: PrintedCertificate, key: ProvingKey): string => {
  const { settings } = certificate;
  return page({
    kind: settings.kind,
    called: settings.called,
    longOrg: settings.longOrg || settings.org,
    filename: settings.filename,
    fingerprint: spacedFingerprint(key.fingerprint),
    publicKey: key.publicKey,
    keyAddress: `data:application/pgp-keys;base64,${Buffer.from(key.publicKey).toString('base64')}`,
    downloadAddress: downloadAddress(certificate),
    signatureAddress: signatureAddress(certificate),
    verifyAddress: verifyAddress(certificate),
  });
};
