import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { schemaOf, type Upcasters, upcast } from '../../machines/certificate.schemas.ts';
import { chartOf } from '../../machines/chart.ts';
import { openEventStore } from '../../src/adapters/event-store/open-event-store.ts';
import { chained } from '../../src/app/hash-chain.ts';
import { verifyLog } from '../../src/app/verify-log.ts';
import type { StorableEvent } from '../../src/ports/event-store.ts';
import { storeHistory } from '../app/stored-history.ts';
import { creation, delCert, deleted, failed, replied } from '../machines/samples.ts';

const page = readFileSync('docs/history.md', 'utf8');
const types = [...new Set(chartOf(certificateMachine).arrows.map(({ event }) => event))];

/** The code behind the mark of that name, without its fence. */
const example = (name: string): string => {
  const [, code] = new RegExp(`<!-- example: ${name} -->\\s*\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (!code) throw new Error(`docs/history.md has no example ${name}`);
  return code;
};

const folder = mkdtempSync(join(tmpdir(), 'history-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('docs/history.md', () => {
  it('names every type of event', () => {
    const [, section = ''] = page.split('## Events');
    expect(types.filter((type) => !section.includes(`\`${type}\``))).toEqual([]);
  });

  it('has an event whose hash and id are those that this program makes', () => {
    const [, text = '', told] = /printf '%s' '(.*)' \| sha256sum\n# ([0-9a-f]{64})/.exec(example('hash')) ?? [];
    const { previous, stream, revision, type, data, metadata } = JSON.parse(text);
    const made = chained({ type, data }, metadata, { stream, revision: BigInt(revision), previous });
    expect(createHash('sha256').update(text).digest('hex')).toBe(told);
    expect(made.metadata.hash).toBe(told);
    expect(page).toContain(made.id);
  });

  it('has an upcaster that works', async () => {
    const { outputText } = ts.transpileModule(example('upcaster'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const { upcasters } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
    const table = { ...Object.fromEntries(types.map((type) => [type, []])), ...upcasters } as unknown as Upcasters;
    const rendered = { type: 'certificate.rendered', data: { submission: 'a', sha256: 'ab', bytes: 7 } };

    expect(schemaOf('certificate.rendered', table)).toBe(2);
    expect(upcast(rendered, 1, table).data).toEqual({ ...rendered.data, pages: 1 });
    const two = { ...rendered, data: { ...rendered.data, pages: 3 } };
    expect(upcast(two, 2, table).data).toEqual(two.data);
    // The program of today, which is older than such an event.
    const refusal = 'it is version 2 of certificate.rendered, and this program knows versions 1 to 1';
    expect(() => upcast(two, 2)).toThrow(refusal);
    expect(page).toContain(refusal);
  });
});

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('the Python of docs/history.md', () => {
  const run = (path: string) => {
    const script = join(folder, 'verify.py');
    writeFileSync(script, example('python'));
    return spawnSync('python3', [script, path], { encoding: 'utf8' });
  };
  const makeLog = async () => {
    const path = join(folder, `${Math.random()}.db`);
    const onDamaged = (error: Error): never => {
      throw error;
    };
    const store = await openEventStore<StorableEvent>(`sqlite:${path}`, { onDamaged });
    const learner = {
      username: 'grace',
      name: 'Grace “Amazing” Hopper\n小明 \u{1F600}',
      grade: null,
      designation: null,
      interstitial: null,
    };
    const [order, ...rest] = creation(1);
    if (order?.type !== 'add_cert') throw new Error('a creation begins with add_cert');
    const asked = { ...order, data: { ...order.data, personal: learner } };
    await storeHistory(store, 'certificate-b', [asked, ...rest, delCert(2), deleted(2, 1), replied(2)]);
    await storeHistory(store, 'certificate-a', [...creation(3).slice(0, 2), failed(3), replied(3)]);
    return { path, store };
  };

  it('comes to the same digest', async () => {
    const { path, store } = await makeLog();
    const { digest, lies } = await verifyLog(store, {
      expected: null,
      onLie: () => true,
      onProgress: () => undefined,
      onLine: async () => undefined,
    });
    await store.close();
    expect(lies).toBe(0);
    expect(run(path)).toMatchObject({ status: 0, stdout: `${digest}\n` });
  });
});
