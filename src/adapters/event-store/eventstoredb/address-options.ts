import { EventStoreUriError } from '../event-store-uri-error.ts';

/** What may stand behind the `?` of an address. */
export type AddressOptions = Readonly<{
  isEncrypted: boolean;
  /** A file with the certificate of the authority that signed the server's. */
  caFile: string | null;
  /** In front of the name of every stream: several installations can share a server. */
  streamPrefix: string;
  /** How the server lists this connection. */
  connectionName: string | null;
  keepAliveIntervalMs: number;
  keepAliveTimeoutMs: number;
}>;

const usual: AddressOptions = {
  isEncrypted: true,
  caFile: null,
  streamPrefix: '',
  connectionName: null,
  keepAliveIntervalMs: 10_000,
  keepAliveTimeoutMs: 10_000,
};

type Reader = (value: string, name: string) => Partial<AddressOptions>;

const refuse = (name: string, expected: string): never => {
  throw new EventStoreUriError(`the option ${name} of an EventStoreDB address ${expected}`);
};

/** The client prints a line for each connection that asks more often; a server that is a little late is not to be given up. */
const keepAliveMsMin = 10_000;

const keepAlive = (value: string, name: string): number =>
  /^\d{1,9}$/.test(value) && Number(value) >= keepAliveMsMin
    ? Number(value)
    : refuse(name, `is a whole number of milliseconds, from ${keepAliveMsMin}`);

/** Where only one value makes sense, and it is the one that is used anyway. */
const only =
  (accepted: string, because: string): Reader =>
  (value, name) =>
    value.toLowerCase() === accepted ? {} : refuse(name, `can only be ${accepted}: ${because}`);

/** Times that are set from outside would break the promise that every call ends within the program's own. */
const withoutEffect: Reader = () => ({});

/** By the option's name in lower case without dashes, as the clients of EventStoreDB compare them. */
const readers = new Map<string, Reader>([
  [
    'tls',
    (value, name) =>
      /^(true|false)$/.test(value) ? { isEncrypted: value === 'true' } : refuse(name, 'is true or false'),
  ],
  ['tlscafile', (value, name) => ({ caFile: value || refuse(name, 'is the path of a file') })],
  [
    'streamprefix',
    (value, name) =>
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)
        ? { streamPrefix: value }
        : refuse(name, 'is up to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit'),
  ],
  [
    'connectionname',
    (value, name) =>
      /^[\x21-\x7e]{1,128}$/.test(value) ? { connectionName: value } : refuse(name, 'is up to 128 plain characters'),
  ],
  ['keepaliveinterval', (value, name) => ({ keepAliveIntervalMs: keepAlive(value, name) })],
  ['keepalivetimeout', (value, name) => ({ keepAliveTimeoutMs: keepAlive(value, name) })],
  [
    'tlsverifycert',
    only('true', 'the client verifies in any case; name the authority of the server’s certificate with tlsCAFile'),
  ],
  ['throwonappendfailure', only('true', 'a refused append must not look like a success')],
  ['nodepreference', only('leader', 'only the leader knows what was stored last')],
  ['defaultdeadline', withoutEffect],
  ['discoveryinterval', withoutEffect],
  ['gossiptimeout', withoutEffect],
  ['maxdiscoverattempts', withoutEffect],
]);

/** @throws EventStoreUriError on an option that is unknown, or that would do nothing where it promises something. */
export const parseAddressOptions = (text: string): AddressOptions => {
  let options = usual;
  for (const [written, value] of new URLSearchParams(text.replaceAll('+', '%2B'))) {
    const read = readers.get(written.toLowerCase().replace(/[_-]/g, ''));
    if (!read) throw new EventStoreUriError(unknownOption(written));
    options = { ...options, ...read(value, written) };
  }
  return options;
};

/** A name that is none may be a piece of a password. */
const unknownOption = (written: string): string => {
  const name = /^[A-Za-z]{1,32}$/.test(written) ? `the option ${written}` : 'an option';
  return `${name} of an EventStoreDB address is not known here: there are tls, tlsCAFile, streamPrefix, connectionName, keepAliveInterval, keepAliveTimeout`;
};
