import { EventStoreUriError } from '../event-store-uri-error.ts';
import { type AddressOptions, parseAddressOptions } from './address-options.ts';

export type Login = Readonly<{ username: string; password: string }>;
export type Host = Readonly<{ address: string; port: number }>;

/** Where the server is, and how it is spoken to. */
export type Address = AddressOptions &
  Readonly<{
    hosts: readonly [Host, ...Host[]];
    /** The hosts are asked which member of their cluster leads. */
    isCluster: boolean;
    /** Null: the connection is not encrypted, and the server believes everybody. */
    login: Login | null;
    /** For messages: the hosts, without the rest. */
    name: string;
  }>;

const form = /^(?<scheme>esdb(?:\+discover)?):\/\/(?:(?<login>[^@/?]*)@)?(?<hosts>[^@/?]+)\/?(?:\?(?<options>[^?]*))?$/;
const hostForm = /^(?<address>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?<port>\d{1,5}))?$/;
const usualPort = 2113;

/**
 * Understands `esdb://[user:password@]host[:port][,…][?option=value&…]` and `esdb+discover://…`. The client's own parser is
 * not used: it prints what it does not know, passwords included, and passes over what has no effect.
 *
 * @param given a login from elsewhere than the address.
 * @throws EventStoreUriError
 */
export const parseAddress = (uri: string, given: Login | null = null): Address => {
  const { scheme, login, hosts, options } = form.exec(uri)?.groups ?? {};
  if (scheme === undefined || hosts === undefined) {
    throw new EventStoreUriError(
      'an address of EventStoreDB has the form esdb://HOST:PORT?option=value (esdb+discover:// for a cluster); write @ / ? : in a user or password as %40 %2F %3F %3A',
    );
  }
  const [first, ...rest] = hosts.split(',').map(hostOf);
  if (!first) throw new EventStoreUriError('the address of EventStoreDB names no host');
  const understood = parseAddressOptions(options ?? '');
  return {
    ...understood,
    hosts: [first, ...rest],
    isCluster: scheme === 'esdb+discover' || rest.length > 0,
    login: theOneLogin({ inAddress: loginOf(login), given, isEncrypted: understood.isEncrypted }),
    name: `EventStoreDB at ${hosts}`,
  };
};

const hostOf = (text: string): Host => {
  const { address, port } = hostForm.exec(text)?.groups ?? {};
  if (address === undefined || Number(port ?? usualPort) > 65_535) {
    throw new EventStoreUriError('a host of EventStoreDB is a name or an address, and a port up to 65535: HOST:PORT');
  }
  return { address, port: Number(port ?? usualPort) };
};

const loginOf = (text: string | undefined): Login | null => {
  if (text === undefined) return null;
  const [username, password, ...more] = text.split(':').map(decoded);
  if (!username || !password || more.length > 0) {
    throw new EventStoreUriError('in front of the @ of an EventStoreDB address stands USER:PASSWORD');
  }
  return { username, password };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EventStoreUriError('a % in the user or password of an EventStoreDB address is written %25');
  }
};

type Logins = Readonly<{ inAddress: Login | null; given: Login | null; isEncrypted: boolean }>;

const theOneLogin = ({ inAddress, given, isEncrypted }: Logins): Login | null => {
  if (inAddress && given) {
    throw new EventStoreUriError(
      'the login of EventStoreDB is given twice: in STORE, and as STORE_USER and STORE_PASS',
    );
  }
  const login = inAddress ?? given;
  if (!login && isEncrypted) {
    throw new EventStoreUriError(
      'EventStoreDB needs a login: give STORE_USER and STORE_PASS (for a server in insecure mode, write ?tls=false)',
    );
  }
  return login;
};
