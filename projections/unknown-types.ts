import type { Seen } from './view.ts';

/** Events that only a newer program understands. They are kept, counted and passed over. */
export type UnknownType = Readonly<{
  type: string;
  schema: number;
  count: number;
  /** Where the first of them is, e.g. `certificate-3f9a@4`. */
  first: string;
}>;

/** The count after one more event of that type and version. */
export const unknownAfter = (
  before: UnknownType | undefined,
  { event, stream, revision, metadata }: Seen,
): UnknownType => ({
  type: event.type,
  schema: metadata.schema,
  count: (before?.count ?? 0) + 1,
  first: before?.first ?? `${stream}@${revision}`,
});
