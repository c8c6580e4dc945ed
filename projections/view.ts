import type { CertificateEvent } from '../machines/certificate.events.ts';
import { isKnownType, schemaOf } from '../machines/certificate.schemas.ts';
import type { Observed } from './projection.ts';

/** What the fold of a view that is kept sees of a stored event: its place in the whole log as well. */
export type Seen = Observed &
  Readonly<{ position: string; metadata: Readonly<{ $correlationId: string; schema: number }> }>;

/** Counts up whenever a view's rows or what they mean change: rows of another version are not used, but made anew. */
export const viewsVersion = 1;

/** The views that are kept as rows. Each is a fold of the log, and can be made anew from it at any time. */
export const viewNames = [
  'certificate-status',
  'lms-replies',
  'needs-intervention',
  'daily-counts',
  'unknown-types',
] as const;
export type ViewName = (typeof viewNames)[number];

/** The types whose data the views look into; of the others they want the type alone. */
const lookedInto: ReadonlySet<string> = new Set<CertificateEvent['type']>([
  'add_cert',
  'regen_cert',
  'del_cert',
  'command.refused',
  'certificate.failed',
  'reply.posted',
]);

/** True for an event that this program can understand: of a type and version that it knows. */
export const isUnderstood = ({ event: { type }, metadata: { schema } }: Seen): boolean =>
  isKnownType(type) && schema <= schemaOf(type);

/** In the place of an event that is not understood: its data are not to be looked into, whatever its type. */
const notUnderstood = { type: 'not-understood', data: {} } as unknown as CertificateEvent;

/**
 * An event as the views' folds may look at it. All of them see a stream up to the same event, whichever of them would have
 * met the damage.
 *
 * @throws DamagedEventError when its data cannot be read.
 */
export const readable = (seen: Seen): Seen => {
  if (!isUnderstood(seen)) return { ...seen, event: notUnderstood };
  // Parsed here, if it is parsed at all: the folds themselves never throw.
  if (lookedInto.has(seen.event.type)) void seen.event.data;
  return seen;
};
