import type { CertificateCommand, CertificateEvent, CommandRefused } from '../machines/certificate.events.ts';

/** What a fold sees of a stored event. The store's own record of it has this shape and more. */
export type Observed = Readonly<{
  stream: string;
  revision: bigint;
  event: CertificateEvent;
  metadata: Readonly<{ time: string; reached: string }>;
}>;

/** A view of the history: a start and a pure fold. `apply` returns the value it was given when nothing changed. */
export type Projection<Value> = Readonly<{
  name: string;
  initial: () => Value;
  apply: (value: Value, observed: Observed) => Value;
}>;

/** The view of a whole history. */
export const project = <Value>({ initial, apply }: Projection<Value>, history: Iterable<Observed>): Value => {
  let value = initial();
  for (const observed of history) value = apply(value, observed);
  return value;
};

/** True for the streams of certificates and of refused requests; the store holds a few others. */
export const isCertificateStream = (stream: string): boolean =>
  stream.startsWith('certificate-') || stream.startsWith('refused-');

/** True for an event that takes a submission on, so that an answer to it is owed. */
export const takesOn = (event: CertificateEvent): event is CertificateCommand | CommandRefused =>
  event.type === 'add_cert' ||
  event.type === 'regen_cert' ||
  event.type === 'del_cert' ||
  event.type === 'command.refused';
