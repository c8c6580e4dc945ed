import type { ExpectedPrint } from '../../../templates/expected-print.ts';
import { mm } from '../../../templates/typography.ts';
import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { DrawnPage } from './drawn-page.ts';
import type { Area } from './painter.ts';
import { isCovered, readQrCode, touches } from './qr-code.ts';

/** The smallest code has more dark squares than this, and no ornament has so many. */
const squaresMax = 24;

/**
 * Whether each QR code of the layout stands where it should, can be read and leads where it should; and whether there is no other.
 *
 * @throws SelfCheckError `self-check-qr`
 */
export const checkQrCodes = ({ shapes, pieces }: DrawnPage, { qr }: ExpectedPrint, heightPt: number): void => {
  const signs = pieces.flatMap((signs) => signs.filter(({ visible }) => visible !== 'none'));
  const areas = qr.map(({ text, box }) => {
    const [left, top] = [mm(box.leftMm), heightPt - mm(box.topMm)];
    const area: Area = { left, top, right: left + mm(box.widthMm), bottom: top - mm(box.heightMm) };
    const read = readQrCode(shapes, area);
    if (read !== text) throw wrongCode(read === null ? 'it cannot be read' : 'it leads elsewhere');
    const texts = signs.map(({ x, y, widthPt, sizePt }) => ({
      left: x,
      right: x + widthPt,
      bottom: y,
      top: y + sizePt / 2,
    }));
    if (isCovered(shapes, area, texts)) throw wrongCode('something lies over it');
    return area;
  });
  const others = shapes.filter((shape) => (shape.lightness ?? 1) < 1 && !areas.some((area) => touches(shape, area)));
  if (others.length > squaresMax) throw wrongCode('there is another one, or what looks like one');
};

const wrongCode = (because: string): SelfCheckError =>
  new SelfCheckError('self-check-qr', `the finished PDF's QR code is not right: ${because}`);
