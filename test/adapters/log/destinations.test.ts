import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSturdySink, type LineSink } from '../../../src/adapters/log/line-sink.ts';
import { createTestLog } from './log-fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a log file', () => {
  it('holds edX’s lines, with file and line of the code that spoke', async () => {
    const path = join(folder, 'new', 'edx.log');
    const { log } = createTestLog({ format: 'edx', destination: { kind: 'file', path } });
    log.warn('queue is down', { attempt: 2 });
    await log.close();
    const [line = ''] = readFileSync(path, 'utf8').split('\n');
    const begin = `[service_variant=certs][certificate_agent][env:test] WARNING [${hostname()}  ${process.pid}] `;
    expect(line.startsWith(begin)).toBe(true);
    expect(line.slice(begin.length)).toMatch(
      /^\[destinations\.test\.ts:\d+\] - queue is down attempt=2 time="\d{4}-[^"]+Z"$/,
    );
    expect(statSync(path).mode & 0o007).toBe(0);
  });

  it('is rotated at 2 MiB, five old ones are kept, and no line is lost between them', async () => {
    const path = join(folder, 'edx.log');
    const { log } = createTestLog({ destination: { kind: 'file', path } });
    const text = 'x'.repeat(20_000);
    for (let number = 0; number < 900; number += 1) {
      log.info(text, { number });
      if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await log.close();
    expect(readdirSync(folder).sort()).toEqual(['edx.log', ...[1, 2, 3, 4, 5].map((age) => `edx.log.${age}`)]);
    expect(Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size))).toBeLessThan(
      2.1 * 2 ** 20,
    );

    const oldestFirst = [5, 4, 3, 2, 1].map((age) => `${path}.${age}`).concat(path);
    const numbers = oldestFirst.flatMap((name) =>
      readFileSync(name, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).number as number),
    );
    expect(numbers).toEqual(numbers.map((_, index) => 900 - numbers.length + index));
  });

  it('that cannot be written does no harm: lines go to the standard error output', async () => {
    const { log, stderr } = createTestLog({ destination: { kind: 'file', path: join('/dev/null', 'edx.log') } });
    log.info('one');
    await expect.poll(() => stderr.text()).toContain('the log cannot be written where it should');
    log.info('two');
    await log.close();
    expect(stderr.text()).toContain('two');
    expect(existsSync('/dev/null/edx.log')).toBe(false);
  });
});

describe('a syslog server', () => {
  it('gets one datagram for each record, with facility LOCAL0 and the level’s severity', async () => {
    const server = createSocket('udp4');
    const received: string[] = [];
    server.on('message', (message) => received.push(message.toString()));
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const { log } = createTestLog({
      format: 'edx',
      destination: { kind: 'syslog', server: `127.0.0.1:${server.address().port}`, socket: '' },
    });
    log.debug('d');
    log.info('i');
    log.warn('w');
    log.error('e');
    await log.close();
    await expect.poll(() => received.length).toBe(4);
    server.close();
    expect(received.sort().map((line) => line.slice(0, 5))).toEqual(['<131>', '<132>', '<134>', '<135>']);
    expect(received[0]).toMatch(
      /^<131>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \[service_variant=certs\]\[certificate_agent\]\[env:test\] ERROR /,
    );
  });

  it('that is not there does no harm: lines go to the standard error output', async () => {
    const { log, stderr } = createTestLog({
      format: 'edx',
      destination: { kind: 'syslog', server: null, socket: join(folder, 'nobody') },
    });
    log.info('one');
    await expect.poll(() => stderr.text(), { timeout: 10_000 }).toContain('the log cannot be written where it should');
    log.info('two');
    await log.close();
    expect(stderr.text()).toContain('two');
  });
});

describe('a sink that fails', () => {
  it('is opened again after a while, and until then its lines go elsewhere', () => {
    let now = 1_000_000;
    let fail = (_: string) => {};
    const taken: string[] = [];
    const elsewhere: string[] = [];
    const into = (lines: string[]): LineSink => ({ write: (line) => void lines.push(line), close: async () => {} });
    const sink = createSturdySink(
      (onFailed) => {
        fail = onFailed;
        return into(taken);
      },
      into(elsewhere),
      () => now,
    );
    sink.write('1');
    now += 60_000;
    fail('disk full');
    sink.write('2');
    fail('disk full');
    now += 9_000;
    sink.write('3');
    now += 2_000;
    sink.write('4');
    expect([taken, elsewhere]).toEqual([['1', '2', '4'], expect.arrayContaining(['3'])]);
    expect(elsewhere.join()).toContain('disk full');
  });
});
