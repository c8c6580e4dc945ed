import { readFileSync } from 'node:fs';
import type { ChannelCredentialOptions } from '@eventstore/db-client';
import { EventStoreUriError } from '../event-store-uri-error.ts';
import type { Address, Host } from './address.ts';
import { SteadyClient } from './steady-client.ts';

/** Asking the members of a cluster who leads must fit into one attempt. The client's unit for the first is the second. */
const discovery = {
  gossipTimeout: 3,
  discoveryInterval: 200,
  maxDiscoverAttempts: 3,
  nodePreference: 'leader',
} as const;

/**
 * A connection of its own, which is made when it is first used.
 *
 * @param leader where a member of the cluster says that its leader is.
 */
export const createClient = (
  address: Address,
  certificates: ChannelCredentialOptions,
  leader: Host | null,
): SteadyClient => {
  const { hosts, isCluster, connectionName, keepAliveIntervalMs, keepAliveTimeoutMs } = address;
  const settings = {
    keepAliveInterval: keepAliveIntervalMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    throwOnAppendFailure: true,
    ...(connectionName === null ? {} : { connectionName }),
  };
  const [first] = hosts;
  if (leader || !isCluster) return new SteadyClient({ ...settings, endpoint: leader ?? first }, certificates);
  return hosts.length === 1
    ? new SteadyClient({ ...settings, ...discovery, discover: first }, certificates)
    : new SteadyClient({ ...settings, ...discovery, endpoints: [...hosts] }, certificates);
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
