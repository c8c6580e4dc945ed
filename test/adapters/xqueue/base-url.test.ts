import { describe, expect, it } from 'vitest';
import { isLoopback, readBaseUrl } from '../../../src/adapters/xqueue/base-url.ts';
import { createXqueue } from '../../../src/adapters/xqueue/xqueue.ts';
import { QueueAccessError } from '../../../src/ports/submission-queue.ts';

describe('the queue’s URL', () => {
  it.each([
    ['http://host:18040', 'http://host:18040/xqueue/'],
    ['http://host:18040/', 'http://host:18040/xqueue/'],
    ['https://host/xqueue', 'https://host/xqueue/'],
    ['https://host/xqueue//', 'https://host/xqueue/'],
    ['https://host/edx/', 'https://host/edx/xqueue/'],
    ['https://host/edx/xqueue/', 'https://host/edx/xqueue/'],
    ['https://host/my-xqueue', 'https://host/my-xqueue/xqueue/'],
  ])('%s is called at %s', (text, base) => {
    expect(readBaseUrl(text)).toBe(base);
  });

  it.each(['', 'host:18040', 'ftp://host', 'https://ann:secret@host', 'https://host/?secret', 'https://host/#secret'])(
    'cannot be %j, and the refusal does not repeat it',
    (url) => {
      const options = { url, queue: 'q', username: 'u', password: 'p', basicAuth: null, identitySecret: 's' };
      expect(() => createXqueue(options)).toThrow(QueueAccessError);
      expect(() => createXqueue(options)).not.toThrow(/secret/);
    },
  );

  it('on this machine needs no proxy', () => {
    const urls = ['http://127.0.0.1:1/', 'http://127.8.0.1/', 'http://localhost/', 'http://[::1]:8/'];
    expect(urls.map(isLoopback)).toEqual([true, true, true, true]);
    expect(isLoopback('http://127.0.0.1.example.org/')).toBe(false);
  });
});
