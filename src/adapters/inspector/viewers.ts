import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Those who look, each through a WebSocket. Everybody sees the story from its beginning. */
export type Viewers = Readonly<{
  /** Makes a viewer of a request that was allowed in. */
  admit: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  send: (frame: string) => void;
  /** Resolves with true when the first viewer is there, with false when the signal comes first. */
  arrival: (signal: AbortSignal) => Promise<boolean>;
  /** Lets what was sent arrive, within a limit, and goes. */
  close: () => Promise<void>;
}>;

const viewersMax = 8;
/** A viewer that has not taken this much is not looking any more. */
const backlogBytesMax = 16 * 1024 * 1024;
const closeLimitMs = 2_000;

export const createViewers = (): Viewers => {
  // Viewers have nothing to say.
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const story: string[] = [];
  const arrived = new AbortController();

  const welcome = (viewer: WebSocket): void => {
    // A viewer that breaks the protocol is of no use to anybody; the others go on.
    viewer.on('error', () => viewer.terminate());
    for (const frame of story) viewer.send(frame);
    arrived.abort();
  };

  return {
    admit: (request, socket, head) => {
      if (server.clients.size >= viewersMax)
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      else server.handleUpgrade(request, socket, head, welcome);
    },
    send: (frame) => {
      story.push(frame);
      for (const viewer of server.clients) {
        if (viewer.bufferedAmount > backlogBytesMax) viewer.terminate();
        else viewer.send(frame);
      }
    },
    arrival: async (signal) => {
      if (!arrived.signal.aborted && !signal.aborted) await firstOf(arrived.signal, signal);
      return arrived.signal.aborted;
    },
    close: async () => {
      await Promise.all([...server.clients].map(farewell));
    },
  };
};

const firstOf = (...signals: readonly AbortSignal[]): Promise<unknown> =>
  new Promise((done) => AbortSignal.any([...signals]).addEventListener('abort', done, { once: true }));

const farewell = (viewer: WebSocket): Promise<void> =>
  new Promise((done) => {
    const limit = setTimeout(() => viewer.terminate(), closeLimitMs);
    viewer.once('close', () => {
      clearTimeout(limit);
      done();
    });
    viewer.close(1000, 'the story is over');
  });
