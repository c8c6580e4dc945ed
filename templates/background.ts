import { verifyAddress } from './addresses.ts';
import { conditionsOf, type DrawnCertificate, layoutOf } from './filled-blocks.ts';
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
  if (!settings.signed) return drawn;
  const holds = conditionsOf(certificate);
  const address = verifyAddress(certificate);
  return [
    ...drawn,
    ...layout.qr.filter(({ when }) => holds(when)).flatMap((code) => qrSquares(code, address)),
  ] as Canvas;
};
