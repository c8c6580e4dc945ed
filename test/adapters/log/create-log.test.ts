import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogOptions } from '../../../src/config/log-options.ts';
import type { LogFields } from '../../../src/ports/log.ts';
import { createTestLog, hostile } from './log-fixture.ts';

describe('the log', () => {
  it('writes JSON where no person looks', () => {
    const { log, lines } = createTestLog({ format: 'auto' });
    log.warn('queue is down', { attempt: 2, queue: 'certs', final: false, left: undefined });
    const { time, ...rest } = JSON.parse(lines()[0] ?? '');
    expect(rest).toEqual({ level: 'warn', msg: 'queue is down', attempt: 2, queue: 'certs', final: false });
    expect(new Date(time).toISOString()).toBe(time);
  });

  it('writes for people on a terminal', () => {
    const { log, lines } = createTestLog({ format: 'auto' }, { isTTY: true });
    log.info('ready', { concurrency: 4 });
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/INFO.*ready.*concurrency.*4/);
  });

  it('writes without colours where people look into a file', () => {
    const { log, stderr } = createTestLog({ format: 'pretty' });
    log.info('ready');
    expect(stderr.text()).toMatch(/INFO.*ready/);
    expect(stderr.text()).not.toContain('\x1b');
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
  ] as const)('at level %s keeps what is less important to itself', (level, written) => {
    const { log, lines } = createTestLog({ level });
    for (const method of ['debug', 'info', 'warn', 'error'] as const) log[method]('x');
    expect(lines().map((line) => JSON.parse(line).level)).toEqual(written);
  });

  it('cannot be led astray by names that it uses itself', () => {
    const { log, lines } = createTestLog();
    log.info('true', { msg: 'forged', level: 'fatal', time: 'never' });
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ msg: 'true', level: 'info', field_msg: 'forged' });
  });
});

const formats: LogOptions['format'][] = ['json', 'pretty', 'edx'];

describe.each(formats)('one record is one line in the format %s', (format) => {
  it('for texts that would break, forge or hide lines', () => {
    const { log, stderr, lines } = createTestLog({ format });
    for (const text of hostile) log.info(text, { note: text, [text]: 1 });
    expect(lines()).toHaveLength(hostile.length);
    expect(stderr.text().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  });

  it('for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
        (text, fields) => {
          const { log, lines } = createTestLog({ format });
          log.error(text, fields);
          expect(lines()).toHaveLength(1);
        },
      ),
    );
  });

  it.each(['x', '"', '\\', 'é', '汉', '😀', '\u202e'])('of at most 32,768 bytes, made of %s', (character) => {
    const { log, lines } = createTestLog({ format });
    const long = character.repeat(100_000);
    log.info(long, Object.fromEntries([...Array(50).keys()].map((number) => [`${number}${long}`, long])));
    expect(Buffer.byteLength(lines()[0] ?? '')).toBeLessThanOrEqual(32_768);
    expect(lines()[0]).not.toContain('\ufffd');
  });
});

describe('what must not be logged', () => {
  const canary = 'canary"4711';

  it.each(formats)('a secret does not get out, in the format %s', (format) => {
    const { log, stderr } = createTestLog({ format }, { secrets: [canary, 'short'] });
    log.error(`login with ${canary} failed`, { url: `https://x/?p=${canary}`, [canary]: 'name', short: 'a short day' });
    expect(stderr.text()).not.toContain('4711');
    expect(stderr.text()).toContain('a short day');
  });

  it.each(['name', 'username', 'grade', 'password', 'key', 'rawBody', 'Authorization'])(
    'a field called %s is blotted out',
    (name) => {
      const { log, stderr } = createTestLog();
      log.info('x', { [name]: canary });
      expect(stderr.text()).toContain('[redacted]');
      expect(stderr.text()).not.toContain('4711');
    },
  );

  it('is not found inside of what is no scalar, whatever the types say', () => {
    const { log, stderr } = createTestLog();
    const smuggled = {
      error: new Error(canary),
      list: [canary],
      call: () => canary,
      symbol: Symbol(canary),
      big: 4711n,
    };
    log.info('x', smuggled as unknown as LogFields);
    expect(stderr.text()).not.toContain('4711');
    expect(stderr.text().match(/\[not a scalar\]/g)).toHaveLength(5);
  });
});
