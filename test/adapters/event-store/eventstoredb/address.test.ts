import { describe, expect, it } from 'vitest';
import { EventStoreUriError } from '../../../../src/adapters/event-store/event-store-uri-error.ts';
import { parseAddress } from '../../../../src/adapters/event-store/eventstoredb/address.ts';

const login = { username: 'agent', password: 'geheim' };
const insecure = (rest: string) => parseAddress(`esdb://${rest}${rest.includes('?') ? '&' : '?'}tls=false`);

describe('the address of a server', () => {
  it('is a host, with the usual port', () => {
    expect(parseAddress('esdb://store.example.org', login)).toMatchObject({
      hosts: [{ address: 'store.example.org', port: 2113 }],
      isCluster: false,
      isEncrypted: true,
      caFile: null,
      streamPrefix: '',
      login,
      name: 'EventStoreDB at store.example.org',
    });
  });

  it('may have a port, a slash, and IPv6', () => {
    expect(insecure('10.0.0.7:2114/').hosts).toEqual([{ address: '10.0.0.7', port: 2114 }]);
    expect(insecure('[::1]:2114').hosts).toEqual([{ address: '[::1]', port: 2114 }]);
  });

  it('is a cluster when there are several hosts, or when it says so', () => {
    expect(insecure('one,two:2114,three')).toMatchObject({
      isCluster: true,
      hosts: [
        { address: 'one', port: 2113 },
        { address: 'two', port: 2114 },
        { address: 'three', port: 2113 },
      ],
    });
    expect(parseAddress('esdb+discover://cluster.example.org', login)).toMatchObject({ isCluster: true });
  });

  it('may hold the login, with what is special in it escaped', () => {
    const address = parseAddress('esdb://ag%40ent:p%3Aa%2Fs%25s@host');
    expect(address.login).toEqual({ username: 'ag@ent', password: 'p:a/s%s' });
    expect(address.name).toBe('EventStoreDB at host');
  });

  it('has options, in the spelling of every client of EventStoreDB', () => {
    expect(
      insecure('host?TLSCAFile=%2Fetc%2Fca.crt&stream_prefix=campus.&keepAliveInterval=15000&connectionName=agent+1'),
    ).toMatchObject({
      caFile: '/etc/ca.crt',
      streamPrefix: 'campus.',
      keepAliveIntervalMs: 15_000,
      connectionName: 'agent+1',
    });
    expect(
      insecure('host?tlsVerifyCert=true&throwOnAppendFailure=true&nodePreference=leader&defaultDeadline=1'),
    ).toMatchObject({ isEncrypted: false });
  });

  it.each([
    ['esdb://', /has the form esdb:/],
    ['esdb:///path', /has the form/],
    ['esdb://agent:se@cret@host', /has the form.*%40/],
    ['esdb://agent:sec/ret@host', /has the form/],
    ['esdb://agent@host', /USER:PASSWORD/],
    ['esdb://agent:s:ecret@host', /USER:PASSWORD/],
    ['esdb://agent:%zz@host', /%25/],
    ['esdb://host:99999', /port up to 65535/],
    ['esdb://host:x', /HOST:PORT/],
    ['esdb://host,', /HOST:PORT/],
    ['esdb://host?tls=maybe', /tls .* true or false/],
    ['esdb://host?tls=false&tlsVerifyCert=false', /tlsVerifyCert .* only be true.*tlsCAFile/],
    ['esdb://host?tls=false&throwOnAppendFailure=false', /must not look like a success/],
    ['esdb://host?tls=false&nodePreference=follower', /only the leader/],
    ['esdb://host?tls=false&keepAliveInterval=10s', /milliseconds/],
    ['esdb://host?tls=false&keepAliveInterval=5000', /milliseconds, from 10000$/],
    ['esdb://host?tls=false&keepAliveTimeout=0', /milliseconds, from 10000$/],
    ['esdb://host?tls=false&streamPrefix=$ce-', /streamPrefix/],
    ['esdb://host?tls=false&userCertFile=x', /option userCertFile .* not known/],
    ['esdb://host?tls=false&se-cret=x', /an option .* not known/],
    ['esdb://host', /STORE_USER and STORE_PASS .*tls=false/],
  ])('is refused when it is "%s", with what to write instead', (uri, because) => {
    expect(() => parseAddress(uri)).toThrow(EventStoreUriError);
    expect(() => parseAddress(uri)).toThrow(because);
    expect(() => parseAddress(uri)).not.toThrow(/cret/);
  });

  it('must not have a login when one is given elsewhere', () => {
    expect(() => parseAddress('esdb://agent:geheim@host', login)).toThrow(/given twice/);
  });
});
