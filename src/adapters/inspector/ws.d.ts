/** The part of `ws` that is used here; the package brings no types. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  import type { IncomingMessage } from 'node:http';
  import type { Duplex } from 'node:stream';

  export class WebSocket extends EventEmitter {
    readonly bufferedAmount: number;
    send(text: string): void;
    close(code?: number, reason?: string): void;
    terminate(): void;
  }

  export class WebSocketServer extends EventEmitter {
    constructor(options: Readonly<{ noServer: true; maxPayload: number; perMessageDeflate: false }>);
    readonly clients: ReadonlySet<WebSocket>;
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, use: (viewer: WebSocket) => void): void;
  }
}
