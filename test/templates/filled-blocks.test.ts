import { describe, expect, it } from 'vitest';
import { filledBlocks } from '../../templates/filled-blocks.ts';
import { layoutSchema } from '../../templates/layout-schema/layout.ts';
import { content } from './content.ts';

const box = { left: '10mm', top: '10mm', width: '80mm', height: '10mm' };
const layout = layoutSchema.parse({
  page: 'A4 portrait',
  blocks: [
    { role: 'name', text: '{name}', box, sizes: '12pt' },
    { role: 'grade', text: '{grade}', box, sizes: '12pt', when: 'grade', below: { role: 'name', gap: '1mm' } },
    { role: 'credits', text: '{credits}', box, sizes: '12pt', below: { role: 'grade', gap: '2mm' } },
    { role: 'organisation', text: '{org}', box, sizes: '12pt', below: { role: 'credits', gap: '3mm' } },
    { role: 'seal', text: '{disclaimer}', box, sizes: '12pt' },
    { role: 'address', text: '{verifyAddress}', box, sizes: '12pt', below: { role: 'seal', gap: '4mm' } },
  ],
});
const belowOf = (grade: string | null, credits: string | null) =>
  Object.fromEntries(
    filledBlocks({ ...content({ grade }, { credits }), layout }).map(({ role, below }) => [role, below]),
  );

describe('a block below another one', () => {
  it('is below that one', () => {
    expect(belowOf('A', '3')).toMatchObject({
      credits: { role: 'grade', gapMm: 2 },
      organisation: { role: 'credits', gapMm: 3 },
    });
  });

  it('is below what stands above it, when that one is left out', () => {
    expect(belowOf(null, '3')).toMatchObject({ credits: { role: 'name', gapMm: 2 } });
    expect(belowOf(null, null)).toMatchObject({ organisation: { role: 'name', gapMm: 3 } });
  });

  it('that is left out, with nothing above it, is at its own place', () => {
    expect(belowOf('A', '3')['address']).toBeUndefined();
  });
});
