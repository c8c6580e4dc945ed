import {
  type ChannelCredentialOptions,
  type DNSClusterOptions,
  EventStoreDBClient,
  type GossipClusterOptions,
  type SingleNodeOptions,
} from '@eventstore/db-client';

type Settings = SingleNodeOptions | DNSClusterOptions | GossipClusterOptions;

/**
 * A client that keeps its connection until it is told otherwise. The package's own closes it when any call fails; an append
 * that begins in the same moment then throws where nobody can catch it, and the process ends.
 */
export class SteadyClient extends EventStoreDBClient {
  #close: () => void = () => {};

  constructor(settings: Settings, certificates: ChannelCredentialOptions) {
    // Three signatures, one for each kind of settings; the constructor tells them apart by itself.
    super(settings as SingleNodeOptions, certificates);
    this.handleError = async () => {};
    const connect = this.getChannel;
    this.getChannel = async () => {
      const channel = await connect();
      this.#close = () => channel.close();
      return channel;
    };
  }

  /** Closes the connection. Only when no call is under way, and none comes any more. */
  disconnect(): void {
    this.#close();
  }
}
