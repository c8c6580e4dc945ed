import { z } from 'zod';

const text = (charactersMax: number) => z.string().max(charactersMax);
const digits = (count: number) => z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`));
const time = z.iso.datetime();

const metadata = z.looseObject({
  $correlationId: text(200),
  $causationId: text(200),
  reached: text(100),
  time,
  schema: z.int().min(1),
  hash: digits(64),
});

const event = z.strictObject({
  id: z.uuid(),
  revision: z.int().min(0),
  type: text(100),
  data: z.record(z.string(), z.unknown()),
  metadata,
});

const signature = z.strictObject({ fingerprint: text(64), sha256: digits(64) });

/** The form of a bundle that somebody hands in. What its texts say is looked at afterwards. */
export const auditBundleSchema = z.strictObject({
  statement: z.strictObject({
    format: z.literal('certificate-agent audit bundle'),
    version: z.literal(1),
    exportedAt: time,
    stream: text(100),
    events: z.array(event).min(1).max(10_000),
    conclusion: z.strictObject({
      reached: text(100),
      downloadUrl: text(2_000).nullable(),
      pdf: z.strictObject({ sha256: digits(64), bytes: z.int().min(0) }).nullable(),
      signature: signature.nullable(),
    }),
    signedBy: text(64),
  }),
  publicKey: text(100_000),
  signature: text(100_000),
});
