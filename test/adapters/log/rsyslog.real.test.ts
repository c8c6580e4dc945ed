import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LogOptions } from '../../../src/config/log-options.ts';
import { createTestLog, hostile } from './log-fixture.ts';

const isMissing = spawnSync('rsyslogd', ['-v']).status !== 0 || spawnSync('perl', ['-v']).status !== 0;
if (isMissing)
  process.stderr.write('SKIPPED: the log against a real rsyslogd. To run it: apt-get install rsyslog perl-base\n');

const LONGEST = 32_768;

describe.skipIf(isMissing)('a real rsyslogd', () => {
  let folder: string;
  let daemon: ChildProcess;
  let port: number;
  const socket = () => join(folder, 'log.sock');
  const linesOf = (file: string) =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1) : [];

  const start = async () => {
    rmSync(socket(), { force: true });
    daemon = spawn('rsyslogd', ['-n', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'pid')], {
      stdio: 'ignore',
    });
    await vi.waitUntil(() => existsSync(socket()), { timeout: 10_000 });
  };
  const stop = async () => {
    const gone = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill();
    await gone;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rsyslog-'));
    port = await freePort();
    writeFileSync(join(folder, 'rsyslog.conf'), configuration(folder, port));
    await start();
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  const speak = async (destination: LogOptions['destination'], texts: readonly string[]) => {
    const { log, stderr } = createTestLog({ format: 'edx', destination });
    for (const text of texts) log.info(text);
    await log.close();
    expect(stderr.text()).toBe('');
  };
  const line =
    /^INFO local0 \[service_variant=certs\]\[certificate_agent\]\[env:test\] INFO \[(\S+) {2}(\d+)\] \[rsyslog\.real\.test\.ts:\d+\] - (.*)$/;

  it('sorts by the tag what comes through its socket, one line a record, however hostile', async () => {
    await speak({ kind: 'syslog', server: null, socket: socket() }, hostile);
    await expect.poll(() => linesOf('certs.log').length).toBe(hostile.length);
    for (const written of linesOf('certs.log')) {
      const [, host, pid] = line.exec(written) ?? [];
      expect([host, pid]).toEqual([hostname(), String(process.pid)]);
    }
    expect(linesOf('others.log')).toEqual([]);
  });

  it('takes the longest line as a whole', async () => {
    const before = linesOf('certs.log').length;
    await speak({ kind: 'syslog', server: null, socket: socket() }, ['x'.repeat(LONGEST)]);
    await expect.poll(() => linesOf('certs.log').length).toBe(before + 1);
    const [text = ''] = /x+…$/.exec(linesOf('certs.log').at(-1) ?? '') ?? [];
    expect(text.length).toBeGreaterThan(24_000);
  });

  it('takes one line a record over UDP as well', async () => {
    await speak({ kind: 'syslog', server: `127.0.0.1:${port}`, socket: '' }, hostile);
    await expect.poll(() => linesOf('udp.log').length).toBe(hostile.length);
    for (const written of linesOf('udp.log')) expect(written).toMatch(line);
  });

  it('is found again after it was restarted', async () => {
    const { log } = createTestLog({ format: 'edx', destination: { kind: 'syslog', server: null, socket: socket() } });
    log.info('before');
    await expect.poll(() => linesOf('certs.log').at(-1)).toContain('before');
    await stop();
    await start();
    log.info('after');
    await log.close();
    await expect.poll(() => linesOf('certs.log').at(-1)).toContain('after');
  });
});

/** The line as it came, behind severity and facility; sorted by the tag as edX's servers do. */
const configuration = (folder: string, port: number) => `
global(workDirectory="${folder}" maxMessageSize="64k")
module(load="imuxsock" SysSock.Use="off")
module(load="imudp")
template(name="line" type="string" string="%syslogseverity-text:::uppercase% %syslogfacility-text% %syslogtag%%msg%\\n")
ruleset(name="udp") { action(type="omfile" file="${folder}/udp.log" template="line") }
input(type="imuxsock" Socket="${folder}/log.sock" CreatePath="on" RateLimit.Interval="0")
input(type="imudp" address="127.0.0.1" port="${port}" ruleset="udp")
if $syslogtag startswith "[service_variant=certs]" and $syslogfacility-text == "local0" then {
  action(type="omfile" file="${folder}/certs.log" template="line")
  stop
}
action(type="omfile" file="${folder}/others.log" template="line")
`;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
