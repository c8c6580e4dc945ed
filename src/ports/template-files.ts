import type { TemplateFile } from '../../machines/certificate.events.ts';

/** The files of the operator's template folder that lie under certificates. */
export interface TemplateFiles {
  /**
   * What is in a file now.
   *
   * @param file its place, as the folder lists it.
   * @returns its SHA-256 in hexadecimal digits.
   * @throws RenderError `template-unreadable`, `template-too-large`
   */
  fingerprint(file: string): Promise<string>;

  /**
   * A file as it was when the command came.
   *
   * @throws RenderError `template-changed` when it is another one now; `template-unreadable`, `template-too-large`
   */
  read(file: TemplateFile): Promise<Uint8Array>;
}
