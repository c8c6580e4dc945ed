import { verifyAddress } from './addresses.ts';
import { conditionsOf, type DrawnCertificate, layoutOf } from './filled-blocks.ts';
import type { QrCode } from './layout.ts';
import { type Canvas, type Ornamented, ornament } from './ornament.ts';
import { qrSquares } from './qr-code.ts';

/**
 * What is drawn under the text: the layout's ornament, unless a page of a file takes its place, and QR codes. A page of a
 * file is laid under all of this later.
 */
export const background = (certificate: DrawnCertificate): Canvas => {
  const layout = layoutOf(certificate);
  const { settings } = certificate;
  const hasOrnament = settings.underlay === null && layout.background.type === 'ornament';
  const drawn = hasOrnament ? ornament(layout as Ornamented, settings.kind) : [];
  const address = verifyAddress(certificate);
  return [...drawn, ...qrCodesOn(certificate).flatMap((code) => qrSquares(code, address))] as Canvas;
};

/** The QR codes that a certificate has. */
export const qrCodesOn = (certificate: DrawnCertificate): readonly QrCode[] => {
  if (!certificate.settings.signed) return [];
  const holds = conditionsOf(certificate);
  return layoutOf(certificate).qr.filter(({ when }) => holds(when));
};
