import { fileBytesMax } from './limits.ts';

/** What is needed of the browser's `File`. */
export type ChosenFile = Readonly<{ size: number; arrayBuffer: () => Promise<ArrayBuffer> }>;

/** Why a choice is no file that could be checked. */
export type Refusal = 'several' | 'folder' | 'empty' | 'too-large' | 'unreadable' | 'not-a-pdf';

/** The bytes of the one PDF that was chosen. What is too large is never read. */
export const readChosen = async (
  files: readonly ChosenFile[],
  hasFolder: boolean,
): Promise<Uint8Array<ArrayBuffer> | Refusal> => {
  const [file] = files;
  if (files.length > 1) return 'several';
  if (hasFolder) return 'folder';
  if (!file) return 'unreadable';
  if (file.size === 0) return 'empty';
  if (file.size > fileBytesMax) return 'too-large';
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return isPdf(bytes) ? bytes : 'not-a-pdf';
  } catch {
    return 'unreadable';
  }
};

/** Readers of PDF look for its mark among the first 1,024 bytes. */
const isPdf = (bytes: Uint8Array): boolean => latin1(bytes.subarray(0, 1_024)).includes('%PDF-');

/** Bytes as characters, one each. */
export const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
