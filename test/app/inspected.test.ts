import { describe, expect, it } from 'vitest';
import { fold, initialState } from '../../machines/certificate.decider.ts';
import type { CertificateEvent } from '../../machines/certificate.events.ts';
import { hidden, inspected } from '../../src/app/inspected.ts';
import {
  addCert,
  assumed,
  created,
  creation,
  delCert,
  deleted,
  failed,
  refused,
  regenCert,
  removed,
  rendered,
  replied,
  signed,
} from '../machines/samples.ts';

const canary = 'zk4canary';
/** Every text that a person, the LMS, an operator or a library may have written. What is left is made by this program. */
const own = [
  'type',
  'state',
  'submission',
  'requestedAt',
  'sha256',
  'fingerprint',
  'step',
  'code',
  'exception',
  'file',
];
const choices = ['layoutSha256', 'kind'];
const withCanaries = (event: CertificateEvent): CertificateEvent =>
  JSON.parse(
    JSON.stringify(event, (key, value) =>
      typeof value === 'string' && ![...own, ...choices].includes(key) ? `${canary}-${value}` : value,
    ),
  );

const events = [
  addCert(1),
  regenCert(1),
  delCert(1),
  refused(1),
  assumed(1, 'downloadable'),
  rendered(1),
  signed(1),
  created(1),
  removed(1, 1),
  deleted(1, 1),
  failed(1),
  replied(1),
];

describe('what may be shown of a certificate', () => {
  it.each(events.map((event) => [event.type, event] as const))('holds no foreign text: %s', (_, event) => {
    expect(JSON.stringify(inspected(withCanaries(event)))).not.toContain(canary);
  });

  it('was tried with foreign text in every event that has any', () => {
    const without = events.filter((event) => !JSON.stringify(withCanaries(event)).includes(canary));
    expect(without.map(({ type }) => type)).toEqual(['certificate.rendered', 'certificate.signed', 'reply.posted']);
  });

  it('holds none of the context either, wherever the certificate is', () => {
    const history = [...creation(1), regenCert(2), failed(2)].map(withCanaries);
    for (let count = 0; count <= history.length; count += 1) {
      const { context } = fold(history.slice(0, count)).snapshot;
      expect(JSON.stringify(inspected(context))).not.toContain(canary);
    }
    expect(JSON.stringify(fold(history).snapshot.context)).toContain(canary);
  });

  it('is enough to follow the story', () => {
    expect(inspected(failed(2))).toEqual({
      type: 'certificate.failed',
      data: {
        submission: 'submission-2',
        step: 'publish',
        code: 's3-unreachable',
        exception: 'ArtifactStoreError',
        message: hidden,
        file: 's3.ts',
        line: 7,
      },
    });
    expect(inspected(fold(creation(1)).snapshot.context)).toMatchObject({
      seen: ['submission-1'],
      order: { submission: 'submission-1', personal: hidden, delivery: hidden, artifacts: hidden },
      pdf: { sha256: 'ab'.repeat(32), bytes: 40_000 },
      published: hidden,
      failure: null,
      posts: { 'submission-1': 1 },
    });
    expect(inspected(initialState.snapshot.context)).toMatchObject({ order: null, published: null });
  });

  it('leaves out a field that nobody has decided upon', () => {
    expect(inspected({ type: 'add_cert', shoeSize: 43, data: { nickname: 'x' } })).toEqual({
      type: 'add_cert',
      shoeSize: hidden,
      data: { nickname: hidden },
    });
  });
});
