import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileStems } from '../../src/config/file-stems.ts';

describe('the beginnings of file names', () => {
  it('keep what is readable of a course id', () => {
    expect(fileStems(['course-v1:edX+DemoX+2026', 'MIT/6.002x/2013'])).toEqual([
      'course-v1_edX+DemoX+2026',
      'MIT_6.002x_2013',
    ]);
  });

  it('tell apart what would be one file, also where capitals are not told apart', () => {
    expect(fileStems(['a/b', 'a:b', 'A_B', 'a_b~2'])).toEqual(['a_b', 'a_b~2', 'A_B~3', 'a_b_2']);
  });

  it('are short, plain and different whatever the texts are', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('..', '.', '', '/')),
    );
    fc.assert(
      fc.property(texts, (given) => {
        const stems = fileStems(given);
        expect(stems).toHaveLength(given.length);
        expect(new Set(stems.map((stem) => stem.toLowerCase())).size).toBe(given.length);
        for (const stem of stems) expect(stem).toMatch(/^[A-Za-z0-9_+-][A-Za-z0-9._+~-]{0,110}$/);
      }),
    );
  });
});
