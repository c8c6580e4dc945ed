import { spawn } from 'node:child_process';
import type { LineSink, OpenSink } from './line-sink.ts';

const CLOSE_LIMIT_MS = 2_000;
const WAITING_BYTES_MAX = 4_194_304;

/**
 * Sends every line of its input as one datagram. Syslog's socket takes datagrams only, and Node.js has none for
 * sockets in the file system; perl belongs to the base system of Debian and Ubuntu. `logger` would put a colon and a
 * space behind the tag, so that lines would differ from those of the other services.
 */
const FORWARD = `
use strict; use Socket; my ($path) = @ARGV; my $log;
sub attach { socket($log, AF_UNIX, SOCK_DGRAM, 0) && connect($log, sockaddr_un($path)) }
sub forward { defined send($log, $_[0], 0) }
attach() or exit 3;
while (my $line = <STDIN>) { chomp $line; forward($line) or (attach() && forward($line)) or exit 3 }
`;

/**
 * The local syslog, through its socket. Lines begin with their priority, e.g. `<134>`. A restarted syslog is found again.
 *
 * @param path the socket, usually /dev/log.
 */
export const openSyslogSocket =
  (path: string): OpenSink =>
  (onFailed): LineSink => {
    const child = spawn('perl', ['-e', FORWARD, path], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // It must outlive a Ctrl-C, to forward the last words; it ends with its input. Our secrets are not its business.
      detached: true,
      env: { PATH: process.env['PATH'] },
    });
    let state: 'open' | 'closing' | 'closed' = 'open';
    const fail = (because: string) => {
      if (state === 'open') onFailed(because);
      state = 'closed';
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'ENOENT' ? 'perl is missing: install it, or set SYSLOG_SERVER' : `perl: ${error.code}`);
    });
    child.on('exit', () => fail(`nobody takes messages at ${path}`));
    child.stdin.on('error', () => fail(`nobody takes messages at ${path}`));
    child.unref();

    return {
      write(line) {
        if (child.stdin.writableLength > WAITING_BYTES_MAX) {
          fail(`syslog does not take messages at ${path} fast enough`);
          child.stdin.destroy();
        } else child.stdin.write(`${line}\n`);
      },
      close: () =>
        new Promise((resolve) => {
          if (state === 'closed') return resolve();
          state = 'closing';
          const limit = setTimeout(() => child.kill(), CLOSE_LIMIT_MS);
          child.once('close', () => {
            clearTimeout(limit);
            resolve();
          });
          child.ref();
          child.stdin.end();
        }),
    };
  };
