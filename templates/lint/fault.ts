/** What can be wrong with how a certificate looks. */
export type Rule = 'text-size' | 'contrast' | 'qr-size';

/** Something that a reader of the certificate would stumble over. */
export type Fault = Readonly<{
  rule: Rule;
  /** The block's role; null for a code. */
  block: string | null;
  message: string;
  /** How bad it is, to name the worst of its kind: the smaller, the worse. */
  measure: number;
}>;
