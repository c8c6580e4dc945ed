import { verifyAddress } from './addresses.ts';
import { qrCodesOn } from './background.ts';
import { type DrawnCertificate, filledBlocks, layoutOf } from './filled-blocks.ts';
import type { Box, Layout, Role } from './layout.ts';

/** What a finished certificate must show, for whoever opens it again. */
export type ExpectedPrint = Readonly<{
  page: Layout['page'];
  /** Every block that is printed, in the order in which it is drawn. */
  texts: readonly Readonly<{ role: Role; text: string }>[];
  /** Where its links lead; each address must be linked to, and no other. */
  links: readonly string[];
  /** What its QR codes read, and where they stand. */
  qr: readonly Readonly<{ text: string; box: Box }>[];
}>;

/** What the certificate's layout promises. Made from the request alone: nothing of how it is drawn gets in here. */
export const expectedPrint = (certificate: DrawnCertificate): ExpectedPrint => {
  const blocks = filledBlocks(certificate).filter(({ text }) => text !== '');
  const links = blocks.flatMap(({ link }) => (link ? [link] : []));
  return {
    page: layoutOf(certificate).page,
    texts: blocks.map(({ role, text }) => ({ role, text })),
    links: [...new Set(links)],
    qr: qrCodesOn(certificate).map(({ leftMm, topMm, sizeMm }) => ({
      text: verifyAddress(certificate),
      box: { leftMm, topMm, widthMm: sizeMm, heightMm: sizeMm },
    })),
  };
};
