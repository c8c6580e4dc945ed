import { verifyAddress } from './addresses.ts';
import { conditionsOf, type DrawnCertificate, layoutOf } from './filled-blocks.ts';
import type { QrCode } from './layout.ts';
import { type Canvas, type CanvasElement, type Ornamented, ornament } from './ornament.ts';
import { qrSquares } from './qr-code.ts';

/** What is drawn under the text: the ornament, and each code by itself. */
export type BackgroundParts = Readonly<{
  ornament: readonly CanvasElement[];
  codes: readonly Readonly<{ code: QrCode; shapes: readonly CanvasElement[] }>[];
}>;

/**
 * What is drawn under the text: the layout's ornament, unless a page of a file takes its place, and QR codes. A page of a
 * file is laid under all of this later.
 */
export const backgroundParts = (certificate: DrawnCertificate): BackgroundParts => {
  const layout = layoutOf(certificate);
  const { settings } = certificate;
  const hasOrnament = settings.underlay === null && layout.background.type === 'ornament';
  const address = verifyAddress(certificate);
  return {
    ornament: hasOrnament ? ornament(layout as Ornamented, settings.kind) : [],
    codes: qrCodesOn(certificate).map((code) => ({ code, shapes: qrSquares(code, address) })),
  };
};

/** The same as one picture. */
export const background = ({ ornament, codes }: BackgroundParts): Canvas =>
  [...ornament, ...codes.flatMap(({ shapes }) => shapes)] as Canvas;

/** The QR codes that a certificate has. */
export const qrCodesOn = (certificate: DrawnCertificate): readonly QrCode[] => {
  if (!certificate.settings.signed) return [];
  const holds = conditionsOf(certificate);
  return layoutOf(certificate).qr.filter(({ when }) => holds(when));
};
