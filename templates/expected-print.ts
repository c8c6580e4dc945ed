import { verifyAddress } from './addresses.ts';
import { filledBlocks, layoutOf } from './filled-blocks.ts';
import type { Box, Layout, Role } from './layout.ts';
import type { PrintedCertificate } from './printed-certificate.ts';

/** What a finished certificate must show, for whoever opens it again. */
export type ExpectedPrint = Readonly<{
  page: Layout['page'];
  /** Every block that is printed, in the order in which it is drawn. */
  texts: readonly Readonly<{ role: Role; text: string }>[];
  /** The address that all of its links lead to; null when there must be none. */
  link: string | null;
  /** What its QR code reads, and where it stands; null on layouts without one. */
  qr: Readonly<{ text: string; box: Box }> | null;
}>;

/** What the certificate's layout promises. Made from the request alone: nothing of how it is drawn gets in here. */
export const expectedPrint = (certificate: PrintedCertificate): ExpectedPrint => {
  const blocks = filledBlocks(certificate).filter(({ text }) => text !== '');
  const hasLink = blocks.some(({ link }) => link === 'verify');
  return {
    page: layoutOf(certificate).page,
    texts: blocks.map(({ role, text }) => ({ role, text })),
    link: hasLink ? verifyAddress(certificate) : null,
    // No layout has one yet.
    qr: null,
  };
};
