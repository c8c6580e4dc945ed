import { readFileSync } from 'node:fs';
import { type ChannelCredentialOptions, EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreUriError } from '../event-store-uri-error.ts';
import type { Address } from './address.ts';

/** Asking the members of a cluster who leads must fit into one attempt. The client's unit for the first is the second. */
const discovery = {
  gossipTimeout: 3,
  discoveryInterval: 200,
  maxDiscoverAttempts: 3,
  nodePreference: 'leader',
} as const;

/** A connection of its own, which is made when it is first used. */
export const createClient = (address: Address, certificates: ChannelCredentialOptions): EventStoreDBClient => {
  const { hosts, isCluster, connectionName, keepAliveIntervalMs, keepAliveTimeoutMs } = address;
  const settings = {
    keepAliveInterval: keepAliveIntervalMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    throwOnAppendFailure: true,
    ...(connectionName === null ? {} : { connectionName }),
  };
  const [first] = hosts;
  if (!isCluster) return new EventStoreDBClient({ ...settings, endpoint: first }, certificates);
  return hosts.length === 1
    ? new EventStoreDBClient({ ...settings, ...discovery, discover: first }, certificates)
    : new EventStoreDBClient({ ...settings, ...discovery, endpoints: [...hosts] }, certificates);
};

/** @throws EventStoreUriError when the authority's certificate cannot be read. */
export const loadCertificates = ({ isEncrypted, caFile }: Address): ChannelCredentialOptions => {
  if (!isEncrypted) return { insecure: true };
  if (caFile === null) return { insecure: false };
  try {
    return { insecure: false, rootCertificate: readFileSync(caFile) };
  } catch (cause) {
    throw new EventStoreUriError('the file that tlsCAFile names in STORE cannot be read', { cause });
  }
};

/** Ends the client's streams, then its connection. A stream that is ended so looks as if it had come to its end. */
export const hangUp = async (client: EventStoreDBClient): Promise<void> => {
  await client.dispose();
  await disconnect(client);
};

/**
 * Closes the connection for new calls; those under way go on. The client has no method for that; without this, each
 * client that was given up would keep a socket.
 */
export const disconnect = async (client: EventStoreDBClient): Promise<void> => {
  const { getChannel } = client as unknown as Readonly<{ getChannel: () => Promise<Readonly<{ close: () => void }>> }>;
  (await getChannel()).close();
};
