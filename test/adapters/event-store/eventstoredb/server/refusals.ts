import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

/** An error as the real server words it: the client tells the kinds by the trailers. */
const refusal = (code: number, details: string, trailers: Readonly<Record<string, string>> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const streamDeleted = (stream: string): ServiceError =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const tooLarge = (bytes: number): ServiceError =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytes),
  });

/** What the real server says, in two ways, of a position that is not one of its records'. */
export const noPlaceToRead = (): ServiceError =>
  refusal(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition', { exception: 'unknown' });
export const noPlaceToSubscribe = (): ServiceError =>
  refusal(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');

export const notReady = (): ServiceError => refusal(status.UNAVAILABLE, 'Server Is Not Ready');
export const tooBusy = (): ServiceError => refusal(status.UNAVAILABLE, 'Server Is Too Busy');

export const notLeader = (host: string, port: number): ServiceError =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const unauthenticated = (): ServiceError => refusal(status.UNAUTHENTICATED, '');
export const accessDenied = (): ServiceError =>
  refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** What a client is told whose subscription is cut off. */
export const dropped = (): ServiceError => refusal(status.CANCELLED, 'Operation was cancelled.');
