import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSampleReport } from '../../src/cli/sample-report.ts';

const cellOf = (name: string): string => {
  const sample = { subject: { label: 'a/b/c', courseId: 'a/b/c', course: {} }, name, file: 'a_b_c-1.pdf' };
  const row = renderSampleReport([{ sample, reason: null }]).split('\r\n')[1] ?? '';
  const written = row.slice('a/b/c,'.length, -',a_b_c-1.pdf,yes,'.length);
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
};

describe('the report of samples', () => {
  it('has no cell that a spreadsheet takes for a formula, whatever the name begins with', () => {
    const starts = fc.constantFrom('=', '+', '-', '@', '\t=', '\r@', ' =', '\u0000=', '\uff1d', '"=');
    fc.assert(
      fc.property(starts, fc.string({ unit: 'binary' }), (start, rest) => {
        expect(cellOf(start + rest)).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/);
      }),
    );
  });

  it('has one line for a name, and no more of it than a name can have', () => {
    expect(cellOf('a\nb\u0000c')).toBe('a b c');
    expect(cellOf('😀'.repeat(100_000))).toBe('😀'.repeat(255));
  });

  it('quotes what has commas and quotes', () => {
    expect(cellOf('Ann, "Jr."')).toBe('Ann, "Jr."');
  });
});
