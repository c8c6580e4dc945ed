/**
 * Everything that the pages say, in one language: plain text, never markup. `{name}` stands for a value: `{called}` for the
 * operator's word for a certificate (in English only), `{issuer}`, `{org}`, `{date}`, `{filename}`, `{keyFile}`.
 */
export type Messages = Readonly<{
  /** BCP 47, also the section's address: `#es`. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** The language's name in itself. */
  name: string;

  valid: Readonly<
    Record<
      | 'title'
      | 'heading'
      | 'certifies'
      | 'completed'
      | 'offeredBy'
      | 'state'
      | 'stateValid'
      | 'issued'
      | 'kind'
      | 'course'
      | 'signedWith'
      | 'open'
      | 'check'
      | 'signature'
      | 'trust',
      string
    >
  >;
  kinds: Readonly<Record<'honor' | 'verified', string>>;

  verify: Readonly<
    Record<
      | 'title'
      | 'heading'
      | 'intro'
      | 'choose'
      | 'drop'
      | 'staysHere'
      | 'needsScript'
      | 'checking'
      | 'key'
      | 'keyCompare'
      | 'byHand'
      | 'byHandIntro'
      | 'stepImport'
      | 'stepVerify'
      | 'goodSignature'
      | 'stepCompare'
      | 'showKey'
      | 'back',
      string
    >
  >;
  verdicts: Readonly<Record<VerdictName, Readonly<{ says: string; means: string }>>>;
  /** Said beside a good verdict when nobody could be asked. */
  stateUnknown: string;

  gone: Readonly<Record<'replaced' | 'withdrawn', Readonly<{ title: string; heading: string; means: string }>>>;
  /** On both pages of what is gone. */
  nothingKept: string;
}>;

/** Everything that the check of a file can end with. */
export type VerdictName =
  | 'genuine'
  | 'replaced'
  | 'withdrawn'
  | 'changed'
  | 'another'
  | 'foreign'
  | 'unproven'
  | 'not-a-pdf'
  | 'empty'
  | 'too-large'
  | 'several'
  | 'folder'
  | 'unreadable'
  | 'unsupported';
