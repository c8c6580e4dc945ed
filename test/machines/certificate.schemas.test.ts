import { describe, expect, it } from 'vitest';
import { certificateMachine } from '../../machines/certificate.machine.ts';
import { isKnownType, schemaOf, type Upcasters, upcast } from '../../machines/certificate.schemas.ts';
import { chartOf } from '../../machines/chart.ts';
import { addCert } from './samples.ts';

const types = [...new Set(chartOf(certificateMachine).arrows.map(({ event }) => event))];

/** As if `reply.posted` were at its third version. */
const grown = (): Upcasters => {
  const none = Object.fromEntries(types.map((type) => [type, []])) as unknown as Upcasters;
  return {
    ...none,
    'reply.posted': [(data) => ({ ...data, second: true }), (data) => ({ ...data, third: data['second'] })],
  };
};

describe('the schemas', () => {
  it('know every type of event that the machine takes', () => {
    expect(types.filter((type) => !isKnownType(type))).toEqual([]);
  });

  it.each(['certificate.framed', 'toString', '__proto__', 'constructor', ''])('do not know "%s"', (type) => {
    expect(isKnownType(type)).toBe(false);
    expect(() => upcast({ type, data: {} }, 1)).toThrow(RangeError);
  });

  it('count versions from 1', () => {
    expect(schemaOf('reply.posted')).toBe(1);
    expect(schemaOf('reply.posted', grown())).toBe(3);
    expect(schemaOf('add_cert', grown())).toBe(1);
  });
});

describe('an event of an earlier version', () => {
  const posted = { type: 'reply.posted', data: { submission: 'a' } };

  it('is brought up step by step, from its own version on', () => {
    expect(upcast(posted, 1, grown()).data).toEqual({ submission: 'a', second: true, third: true });
    expect(upcast({ ...posted, data: { second: 7 } }, 2, grown()).data).toEqual({ second: 7, third: 7 });
  });

  it('is left as it was stored', () => {
    upcast(posted, 1, grown());
    expect(posted.data).toEqual({ submission: 'a' });
  });
});

describe('an event of today', () => {
  it('is handed on as it is', () => {
    expect(upcast(addCert(1), 1)).toEqual(addCert(1));
    expect(upcast({ type: 'reply.posted', data: { a: 1 } }, 3, grown()).data).toEqual({ a: 1 });
  });
});

describe('a version that nobody knows', () => {
  it.each([0, -1, 4, 1.5, Number.NaN, '2' as unknown as number, undefined as unknown as number])(
    'is refused: %s',
    (schema) => {
      expect(() => upcast({ type: 'reply.posted', data: {} }, schema, grown())).toThrow(
        /of reply\.posted, and this program knows versions 1 to 3/,
      );
    },
  );
});
