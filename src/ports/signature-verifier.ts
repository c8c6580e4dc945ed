/** A document with all that is needed to check who signed it. Texts are in OpenPGP armor. */
export type SignedDocument = Readonly<{
  document: Uint8Array;
  signature: string;
  publicKey: string;
  /** The key must have been good at this time. */
  at: Date;
}>;

/** Who signed a document, as 40 upper-case hexadecimal digits; or why nobody has, in a sentence. */
export type Verdict = Readonly<{ kind: 'signed'; fingerprint: string } | { kind: 'not-signed'; because: string }>;

/** Looks whether a signature is good. Foreign input: nothing in it makes this throw. */
export type VerifySignature = (signed: SignedDocument) => Promise<Verdict>;
