/** A certificate has some 50 KB, with pictures perhaps some MB. What is larger is never read. */
export const fileMegabytesMax = 50;
export const fileBytesMax = fileMegabytesMax * 1024 * 1024;
