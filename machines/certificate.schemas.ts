import type { CertificateEvent } from './certificate.events.ts';

type Type = CertificateEvent['type'];

/** Brings a type's data from one version to the next. What an old event did not say is decided here, once and for ever. */
type Upcaster = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The steps from version 1 to today's, for every type that is stored. */
export type Upcasters = Readonly<Record<Type, readonly Upcaster[]>>;

/** How a version 2 is added: docs/history.md. */
const upcasters: Upcasters = {
  add_cert: [],
  regen_cert: [],
  del_cert: [],
  'command.refused': [],
  'prior_state.assumed': [],
  'certificate.rendered': [],
  'certificate.signed': [],
  'certificate.created': [],
  'certificate.removed': [],
  'certificate.deleted': [],
  'certificate.failed': [],
  'reply.posted': [],
};

/** Every type that is stored with a certificate. */
export const storedTypes: readonly string[] = Object.keys(upcasters);

/** True for a type that this program stores; another one is a newer program's. */
export const isKnownType = (type: string): type is Type => Object.hasOwn(upcasters, type);

/** The version of a type's data that is stored today, from 1. */
export const schemaOf = (type: Type, known: Upcasters = upcasters): number => known[type].length + 1;

/**
 * A stored event in the form of today.
 *
 * @param schema the version of its data.
 * @throws RangeError when it is of a type or version that this program does not know.
 */
export const upcast = (
  { type, data }: Readonly<{ type: string; data: unknown }>,
  schema: number,
  known: Upcasters = upcasters,
): CertificateEvent => {
  if (!isKnownType(type)) throw new RangeError(`its type ${type} is not one that this program knows`);
  const today = schemaOf(type, known);
  if (!Number.isInteger(schema) || schema < 1 || schema > today) {
    throw new RangeError(`it is version ${schema} of ${type}, and this program knows versions 1 to ${today}`);
  }
  const steps = known[type].slice(schema - 1);
  const current = steps.reduce((older, step) => step(older), data as Readonly<Record<string, unknown>>);
  return { type, data: current } as unknown as CertificateEvent;
};
