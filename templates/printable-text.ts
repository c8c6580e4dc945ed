/**
 * Foreign text as it can be set in a line: composed (NFC), white space and control characters as
 * single blanks, and nothing invisible that could reorder, split or hide what stands beside it.
 *
 * It never becomes markup: what follows prints it letter by letter.
 */
export const printableText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{White_Space}]+/gu, ' ')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC');
