import { describe, expect, it } from 'vitest';
import { filledSpans } from '../../templates/filled-spans.ts';
import { content } from './content.ts';

describe('the parts of a paragraph', () => {
  const look = { face: 'regular', color: 'ink', when: [] } as const;
  const partsOf = (...patterns: readonly string[]) =>
    filledSpans(
      patterns.map((pattern, at) => ({ ...look, pattern, face: at % 2 ? 'bold' : 'regular' })),
      content({ name: 'Ada' }),
    ).map(({ text }) => text);

  it('have single blanks between them, and none at the ends', () => {
    expect(partsOf(' To ', ' {name} ', ' and ')).toEqual(['To ', 'Ada ', 'and']);
    expect(partsOf('To', '{name}', '.')).toEqual(['To', 'Ada', '.']);
  });

  it('that say nothing leave no gap', () => {
    expect(partsOf('To ', '{disclaimer}', ' you')).toEqual(['To you']);
  });

  it('take braces in a name as letters', () => {
    expect(filledSpans([{ ...look, pattern: '{name}' }], content({ name: '{grade} {{name}}' }))[0]?.text).toBe(
      '{grade} {{name}}',
    );
  });
});
