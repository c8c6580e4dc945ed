import { createRequire } from 'node:module';

// CommonJS whose exports no lexer finds; the types come with them.
const load = createRequire(import.meta.url);

/** The messages and services of the real protocol, as the client's package ships them. */
export const streams = load(
  '@eventstore/db-client/generated/streams_pb.js',
) as typeof import('@eventstore/db-client/generated/streams_pb.js');
export const shared = load(
  '@eventstore/db-client/generated/shared_pb.js',
) as typeof import('@eventstore/db-client/generated/shared_pb.js');
export const features = load(
  '@eventstore/db-client/generated/serverfeatures_pb.js',
) as typeof import('@eventstore/db-client/generated/serverfeatures_pb.js');
export const gossip = load(
  '@eventstore/db-client/generated/gossip_pb.js',
) as typeof import('@eventstore/db-client/generated/gossip_pb.js');

export const { StreamsService } = load(
  '@eventstore/db-client/generated/streams_grpc_pb.js',
) as typeof import('@eventstore/db-client/generated/streams_grpc_pb.js');
export const { ServerFeaturesService } = load(
  '@eventstore/db-client/generated/serverfeatures_grpc_pb.js',
) as typeof import('@eventstore/db-client/generated/serverfeatures_grpc_pb.js');
export const { GossipService } = load(
  '@eventstore/db-client/generated/gossip_grpc_pb.js',
) as typeof import('@eventstore/db-client/generated/gossip_grpc_pb.js');
