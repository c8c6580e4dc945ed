export type PdfLib = typeof import('@cantoo/pdf-lib');

/** The library is large, and an agent without templates never needs it. */
export const loadPdfLib = (): Promise<PdfLib> => import('@cantoo/pdf-lib');
