import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EventStoreUriError } from '../../../../src/adapters/event-store/event-store-uri-error.ts';
import { EventStoreRefusedError } from '../../../../src/adapters/event-store/eventstoredb/refused-error.ts';
import { EventStoreUnavailableError } from '../../../../src/ports/event-store.ts';
import { word } from '../../../contracts/event-store.contract.ts';
import { addressOf, hasty, openStore } from './on-server.ts';
import { startTestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'eventstoredb-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): void => {
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
};

/** An authority of our own, and a certificate for localhost that it has signed. */
const makeCertificates = (): void => {
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...fresh, '-keyout', at('ca.key'), '-out', at('ca.crt'), '-subj', '/CN=Test Authority');
  openssl('req', ...fresh.slice(0, 3), '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', '/CN=localhost');
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  openssl(
    ...['x509', '-req', '-in', at('server.csr'), '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial'],
    ...['-days', '2', '-extfile', at('names'), '-out', at('server.crt')],
  );
};

makeCertificates();
const server = await startTestServer({ tls: { key: at('server.key'), cert: at('server.crt') } });
const login = { username: 'agent', password: 'a p@ss:word' };
await server.faults({ login: `${login.username}:${login.password}` });
const withCa = (uri: string): string => addressOf(`${uri}?tlsCAFile=${encodeURIComponent(at('ca.crt'))}`);

describe('a server with TLS', () => {
  it('is trusted by its authority’s certificate, and told the login', async () => {
    const store = openStore(withCa(server.uri), { login });
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
    expect(await store.read('a')).toHaveLength(1);
    const stop = new AbortController();
    for await (const { isLive } of store.follow({ signal: stop.signal })) if (isLive) stop.abort();
  });

  it('is told the login that stands in the address', async () => {
    const inAddress = `agent:${encodeURIComponent(login.password)}@`;
    const store = openStore(withCa(server.uri.replace('://', `://${inAddress}`)));
    expect(await store.append('a', 'no-stream', [word('1')])).toBe(0n);
  });

  it('is not spoken to when nobody we trust has signed its certificate', async () => {
    const store = openStore(addressOf(server.uri), { ...hasty, budgetMs: 600, login });
    await expect(store.read('a')).rejects.toThrow(EventStoreUnavailableError);
    await expect(store.read('a')).rejects.toThrow(/certificate.*give tlsCAFile/);
  });

  it('says nothing to one who does not encrypt, who is told what to do', async () => {
    const store = openStore(addressOf(`${server.uri}?tls=false`), { ...hasty, budgetMs: 600 });
    await expect(store.read('a')).rejects.toThrow(EventStoreUnavailableError);
    await expect(store.read('a')).rejects.toThrow(/; for a server with TLS leave tls=false out$/);
  });

  it('refuses a wrong login: that is not tried again, and the password is not told', async () => {
    const store = openStore(withCa(server.uri), { budgetMs: 60_000, login: { ...login, password: 'wrong-one' } });
    await expect(store.read('a')).rejects.toThrow(EventStoreRefusedError);
    await expect(store.append('a', 'no-stream', [word('1')])).rejects.toThrow(/check STORE_USER and STORE_PASS/);
    await expect(store.read('a')).rejects.not.toThrow(/wrong-one/);
  });

  it('needs a certificate’s file that can be read', () => {
    expect(() => openStore(`${server.uri}?tlsCAFile=/nowhere/ca.crt`, { login })).toThrow(EventStoreUriError);
  });
});

it('a server without TLS, which is spoken to as if it had it, is told apart', async () => {
  const plain = await startTestServer();
  const store = openStore(addressOf(`esdb://localhost:${plain.port}`), { ...hasty, budgetMs: 600, login });
  await expect(store.read('a')).rejects.toThrow(/for a server without TLS tls=false$/);
});
