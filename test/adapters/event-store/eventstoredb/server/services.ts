import { randomUUID } from 'node:crypto';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { features, gossip, shared } from './stubs.ts';

type Unary<Response> = (call: ServerUnaryCall<unknown, Response>, answer: sendUnaryData<Response>) => void;

/** What the server can do. Names are compared in lower case; batch append is offered, so that a client could take it. */
export const supportedMethods: Unary<SupportedMethods> = (_call, answer) => {
  const supported = new features.SupportedMethods().setEventStoreServerVersion('23.10.8');
  const methods = [
    ['read', ['position', 'events']],
    ['append', []],
    ['batchappend', ['deadline_duration']],
  ] as const;
  for (const [name, list] of methods) {
    supported.addMethods(
      new features.SupportedMethod()
        .setServiceName('event_store.client.streams.streams')
        .setMethodName(name)
        .setFeaturesList([...list]),
    );
  }
  answer(null, supported);
};

export type Member = Readonly<{ host: string; port: number; isLeader: boolean; isAlive: boolean }>;

/** Who is in the cluster. */
export const createGossip =
  (members: () => readonly Member[]): Unary<ClusterInfo> =>
  (_call, answer) => {
    const { VNodeState } = gossip.MemberInfo;
    const list = members().map(({ host, port, isLeader, isAlive }) =>
      new gossip.MemberInfo()
        .setIsAlive(isAlive)
        .setState(isLeader ? VNodeState.LEADER : VNodeState.FOLLOWER)
        .setTimeStamp('0')
        .setInstanceId(new shared.UUID().setString(randomUUID()))
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    );
    answer(null, new gossip.ClusterInfo().setMembersList(list));
  };
