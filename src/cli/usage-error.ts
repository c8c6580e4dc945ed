/** The command cannot be carried out as it was given. The message says what to write instead, and repeats no names. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
