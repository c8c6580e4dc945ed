import type { z } from 'zod';

/** A kind of value: how it is checked and turned into what the program uses, and how that is said to a person. */
export type Kind<Value> = Readonly<{
  schema: z.ZodType<Value>;
  /** Completes "expected …". */
  expects: string;
  /** Stands for the value in `--flag <placeholder>`. */
  placeholder: string;
  /** How many of the program's units make one of the setting's, e.g. 1,000 where it is given in seconds. */
  factor?: number;
  /** True: shown to nobody. */
  secret?: boolean;
  /** For values that may hold a secret: how much of such a value may be shown. */
  publicPart?: (value: string) => string;
  /** True: a flag without a value means yes, and `--no-…` means no. */
  onOff?: boolean;
  /** True: a leading `~/` means the home directory. */
  path?: boolean;
}>;
