import type { Span } from './layout.ts';
import { filled } from './placeholders.ts';
import { printableText } from './printable-text.ts';
import type { PrintedCertificate } from './printed-certificate.ts';

type Filled = Pick<Span, 'face' | 'color'> & Readonly<{ text: string }>;

/**
 * The parts of a paragraph as they are printed, joined where they look the same. Together they are the paragraph:
 * blanks between them are single, and none is left at either end.
 */
export const filledSpans = (spans: readonly Span[], certificate: PrintedCertificate): readonly Filled[] => {
  const parts: Filled[] = [];
  let isBlankDue = false;
  for (const { pattern, face, color } of spans) {
    const raw = filled(pattern, certificate);
    const text = printableText(raw);
    const last = parts.at(-1);
    if (text === '') {
      isBlankDue ||= /\s/u.test(raw);
      continue;
    }
    // A blank belongs to the part before it, so that no part begins with one.
    if (last && (isBlankDue || /^\s/u.test(raw))) parts[parts.length - 1] = { ...last, text: `${last.text} ` };
    isBlankDue = /\s$/u.test(raw);
    const before = parts.at(-1);
    if (before && before.face === face && before.color === color) {
      parts[parts.length - 1] = { ...before, text: before.text + text };
    } else parts.push({ text, face, color });
  }
  return parts;
};
