import { beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKey } from '../../src/adapters/openpgp/generate-signing-key.ts';
import { loadSigner } from '../../src/adapters/openpgp/load-signer.ts';
import { verifySignature } from '../../src/adapters/openpgp/verify-signature.ts';
import { type AuditBundle, createAuditBundle, signedBytesOf } from '../../src/app/audit-bundle.ts';
import { loadCertificate } from '../../src/app/certificate-streams.ts';
import { certificateStream } from '../../src/app/stream-names.ts';
import { type Known, verifyAuditBundle } from '../../src/app/verify-audit-bundle.ts';
import type { DocumentSigner } from '../../src/ports/document-signer.ts';
import { testSigner } from './certificate-parts.ts';
import { createWorld, portsOnto, request, runAgent, type World } from './world.ts';

const now = new Date('2026-06-01T12:00:00.750Z');
const nothing: Known = { fingerprint: null, pdf: null };
const verify = (bundle: unknown, known = nothing) => verifyAuditBundle(bundle, known, verifySignature);

/** The check that failed, null when none did. */
const failedCheck = async (bundle: unknown, known = nothing): Promise<string | null> =>
  (await verify(bundle, known)).find(({ isGood }) => !isGood)?.check ?? null;

let world: World;
let bundle: AuditBundle;
beforeAll(async () => {
  world = createWorld();
  for (const [id, command] of [
    ['a', 'add_cert'],
    ['b', 'regen_cert'],
  ] as const) {
    world.queue.submit({ id, request: request(command) });
  }
  await runAgent(portsOnto(world));
  const name = certificateStream('ada', request('add_cert').courseId, Buffer.alloc(32, 1));
  const certificate = await loadCertificate(world.store, name);
  bundle = await createAuditBundle({ stored: await world.store.read(name), certificate }, testSigner, now);
});

type Statement = AuditBundle['statement'];

/** A bundle whose statement was changed, and signed again by whoever has the key. */
const forged = async (change: (statement: Statement) => unknown, signer: DocumentSigner = testSigner) => {
  const copy = { ...structuredClone(bundle.statement), signedBy: signer.fingerprint };
  const statement = (change(copy) ?? copy) as Statement;
  const signature = await signer.sign(signedBytesOf(statement), new Date(statement.exportedAt));
  return { statement, publicKey: signer.publicKey, signature };
};

const anotherSigner = async (): Promise<DocumentSigner> => {
  const createdAt = new Date('2026-02-01T00:00:00Z');
  const privateKeyArmored = await generateSigningKey({ name: 'Somebody else', createdAt });
  return loadSigner({ privateKeyArmored, now: createdAt });
};

describe('an audit bundle', () => {
  it('is found genuine by somebody who has nothing else, also after a trip through JSON', async () => {
    const findings = await verify(JSON.parse(JSON.stringify(bundle)));
    expect(findings.map(({ check, isGood }) => [check, isGood])).toEqual(
      ['form', 'signature', 'signer', 'chain', 'machine', 'conclusion'].map((check) => [check, true]),
    );
  });

  it('says where the certificate stands, what its PDF is and who has signed', async () => {
    const { conclusion } = bundle.statement;
    expect(conclusion).toMatchObject({ reached: 'downloadable', signature: { fingerprint: testSigner.fingerprint } });
    const files = [...world.artifacts.files].filter(([key]) => key.endsWith('.pdf')).map(([, { body }]) => body);
    expect(files.map(({ length }) => length)).toEqual([conclusion.pdf?.bytes]);
    expect(await failedCheck(bundle, { fingerprint: testSigner.fingerprint, pdf: files[0] ?? null })).toBeNull();
  });

  it('does not go with another PDF, or with another issuer', async () => {
    expect(await failedCheck(bundle, { ...nothing, pdf: Buffer.from('%PDF-') })).toBe('pdf');
    expect(await failedCheck(bundle, { ...nothing, fingerprint: 'A'.repeat(40) })).toBe('signer');
  });

  it('is known as changed at every single place', async () => {
    const text = JSON.stringify(bundle.statement);
    const letters = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
    for (let at = 3; at < letters.length; at += Math.ceil(letters.length / 60)) {
      const index = letters[at] ?? 0;
      const other = text[index] === '7' ? '8' : '7';
      const changed = `${text.slice(0, index)}${other}${text.slice(index + 1)}`;
      const statement = orUnreadable(() => JSON.parse(changed));
      if (statement) expect([index, await failedCheck({ ...bundle, statement })]).toEqual([index, expect.any(String)]);
    }
  });

  it.each<[string, string, (statement: Statement) => unknown]>([
    ['an event says something else', 'chain', ({ events }) => void Object.assign(events[1]?.data ?? {}, { bytes: 1 })],
    ['an event is missing', 'chain', ({ events, ...rest }) => ({ ...rest, events: events.toSpliced(2, 1) })],
    [
      'two events are exchanged',
      'chain',
      ({ events, ...rest }) => {
        const [first, second, ...others] = events;
        return { ...rest, events: [second, first, ...others] };
      },
    ],
    ['it is another certificate’s', 'chain', (statement) => ({ ...statement, stream: 'certificate-other' })],
    ['an event has another id', 'chain', ({ events }) => void Object.assign(events[0] ?? {}, { id: events[1]?.id })],
    ['its last events are left out', 'conclusion', ({ events, ...rest }) => ({ ...rest, events: events.slice(0, 5) })],
    [
      'it claims another state',
      'conclusion',
      ({ conclusion }) => void Object.assign(conclusion, { reached: 'deleted' }),
    ],
    ['it claims another signer', 'signer', (statement) => ({ ...statement, signedBy: 'B'.repeat(40) })],
  ])('is false when %s, even with the issuer’s own signature', async (_, check, change) => {
    expect(await failedCheck(await forged(change))).toBe(check);
  });

  it('of a forger with a key of its own is told by the fingerprint, which is why that is compared', async () => {
    const forgery = await forged(() => undefined, await anotherSigner());
    expect(await failedCheck(forgery)).toBeNull();
    expect(await failedCheck(forgery, { ...nothing, fingerprint: testSigner.fingerprint })).toBe('signer');
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['a number', 7],
    ['an empty object', {}],
    ['another version', { statement: { format: 'certificate-agent audit bundle', version: 2 } }],
    ['a prototype', JSON.parse('{"__proto__": {"statement": {}}}')],
  ])('cannot be %s', async (_, given) => {
    expect(await failedCheck(given)).toBe('form');
  });

  it.each([
    ['publicKey', 'no key'],
    ['publicKey', ''],
    ['signature', 'no signature'],
    ['signature', '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n'],
  ])('with a broken %s is not signed (%s)', async (part, text) => {
    expect(await failedCheck({ ...bundle, [part]: text })).toBe('signature');
  });

  it('has an event for a place that is in nobody’s history: none of the checks throws', async () => {
    const strange = await forged(({ events, ...rest }) => ({
      ...rest,
      events: events.map((each) => ({ ...each, data: {} })),
    }));
    expect(await failedCheck(strange)).toBe('chain');
  });
});

const orUnreadable = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch {
    return null;
  }
};
