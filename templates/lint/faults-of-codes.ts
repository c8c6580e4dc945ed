import { verifyAddress } from '../addresses.ts';
import { conditionsOf, type DrawnCertificate, layoutOf } from '../filled-blocks.ts';
import { moduleMm } from '../qr-code.ts';
import { contrastOf } from './contrast.ts';
import type { Fault } from './fault.ts';

/** What cameras of phones still read from paper at arm's length. */
const moduleMinMm = 0.33;
const contrastMin = 4.5;

/** QR codes that cameras cannot read. */
export const faultsOfCodes = (certificate: DrawnCertificate): readonly Fault[] => {
  if (!certificate.settings.signed) return [];
  const holds = conditionsOf(certificate);
  return layoutOf(certificate)
    .qr.filter(({ when }) => holds(when))
    .flatMap((code): readonly Fault[] => {
      const sideMm = moduleMm(code, verifyAddress(certificate));
      const ratio = contrastOf(code.dark, code.light ?? '#ffffff');
      return [
        ...(sideMm < moduleMinMm
          ? [
              fault(
                'qr-size',
                sideMm,
                `a module of the QR code is ${sideMm.toFixed(2)} mm wide, and cameras need ${moduleMinMm} mm: make it larger, or its level lower`,
              ),
            ]
          : []),
        ...(ratio < contrastMin
          ? [
              fault(
                'contrast',
                ratio,
                `the QR code’s two colours have a contrast of ${ratio.toFixed(1)}, and cameras need ${contrastMin}`,
              ),
            ]
          : []),
      ];
    });
};

const fault = (rule: Fault['rule'], measure: number, message: string): Fault => ({
  rule,
  block: null,
  message,
  measure,
});
