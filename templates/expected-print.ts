import { verifyAddress } from './addresses.ts';
import { qrCodesOn } from './background.ts';
import { type DrawnCertificate, type FilledBlock, filledBlocks, layoutOf } from './filled-blocks.ts';
import type { Box, Layout } from './layout.ts';

/** A paragraph that must be there: what it says, in parts of one ink each (`#rrggbb`), and where. */
export type ExpectedText = Pick<FilledBlock, 'role' | 'text' | 'align' | 'box' | 'baselineMm' | 'below' | 'link'> &
  Readonly<{ parts: readonly Readonly<{ text: string; color: string }>[]; sizeMaxPt: number }>;

/** What a finished certificate must show, for whoever opens it again. */
export type ExpectedPrint = Readonly<{
  page: Layout['page'];
  /** Whether the page of a file lies beneath everything else. */
  hasUnderlay: boolean;
  /** Every block that is printed, in the order in which it is drawn. */
  texts: readonly ExpectedText[];
  /** Where its links lead; each address must be linked to, and no other. */
  links: readonly string[];
  /** What its QR codes read, and where they stand. */
  qr: readonly Readonly<{ text: string; box: Box }>[];
}>;

/** What the certificate's layout promises. Made from the request alone: nothing of how it is drawn gets in here. */
export const expectedPrint = (certificate: DrawnCertificate): ExpectedPrint => {
  const texts = filledBlocks(certificate)
    .filter(({ text }) => text !== '')
    .map(expectedText);
  return {
    page: layoutOf(certificate).page,
    hasUnderlay: certificate.settings.underlay !== null,
    texts,
    links: [...new Set(texts.flatMap(({ link }) => (link ? [link] : [])))],
    qr: qrCodesOn(certificate).map(({ leftMm, topMm, sizeMm }) => ({
      text: verifyAddress(certificate),
      box: { leftMm, topMm, widthMm: sizeMm, heightMm: sizeMm },
    })),
  };
};

const expectedText = (block: FilledBlock): ExpectedText => {
  const { role, text, color, spans, align, box, baselineMm, below, link, steps } = block;
  return {
    role,
    text,
    parts: (spans ?? [{ text, color }]).map((part) => ({ text: part.text, color: part.color })),
    align,
    box,
    ...(baselineMm === undefined ? {} : { baselineMm }),
    ...(below ? { below } : {}),
    ...(link ? { link } : {}),
    sizeMaxPt: Math.max(...steps.map(({ sizePt }) => sizePt)),
  };
};
