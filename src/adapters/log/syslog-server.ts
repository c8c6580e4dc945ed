import { createSocket } from 'node:dgram';
import { hostname } from 'node:os';
import type { LineSink, OpenSink } from './line-sink.ts';

const PORT = 514;
const CLOSE_LIMIT_MS = 2_000;

/**
 * A syslog server, over UDP: nobody says whether a message arrived. Lines begin with their priority; the time and this
 * host's name are put behind it, as RFC 3164 wants them.
 *
 * @param server `host` or `host:port`; an IPv6 address in brackets.
 */
export const openSyslogServer =
  (server: string): OpenSink =>
  (onFailed): LineSink => {
    const { host, port } = addressOf(server);
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    let waiting = 0;
    let failed = false;
    let drained = () => {};
    const fail = (error: NodeJS.ErrnoException) => {
      if (!failed) onFailed(`no message goes to the syslog server ${server} (${error.code ?? error.name})`);
      failed = true;
    };
    socket.on('error', fail);
    socket.unref();

    return {
      write(line) {
        waiting += 1;
        socket.send(stamped(line, new Date()), port, host, (error) => {
          waiting -= 1;
          if (error) fail(error);
          if (waiting === 0) drained();
        });
      },
      async close() {
        if (waiting > 0) {
          await new Promise<void>((resolve) => {
            drained = resolve;
            setTimeout(resolve, CLOSE_LIMIT_MS).unref();
          });
        }
        socket.close();
      },
    };
  };

const addressOf = (server: string): { host: string; port: number } => {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(server) ?? [];
  return { host: bracketed ?? plain ?? server, port: port === undefined ? PORT : Number(port) };
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `<134>message` becomes `<134>Jan  5 07:08:09 host message`, in local time as syslog has it. */
const stamped = (line: string, now: Date): string => {
  const day = String(now.getDate()).padStart(2, ' ');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return line.replace(/^(<\d+>)/, `$1${months[now.getMonth()]} ${day} ${time.join(':')} ${hostname()} `);
};
