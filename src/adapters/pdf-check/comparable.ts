/**
 * A text as it is compared: decomposed, since whether an accent has a sign of its own is the font's affair, every blank the
 * same, and without what is never shown.
 */
export const comparable = (text: string): string =>
  plain.test(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
        .replace(/\p{White_Space}/gu, ' ');

const plain = /^[ -~]*$/;
