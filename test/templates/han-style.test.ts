import { describe, expect, it } from 'vitest';
import { hanStyleOf } from '../../templates/han-style.ts';

describe('Chinese letters', () => {
  it.each([
    ['毛泽东', 'simplified'],
    ['莊雅善', 'traditional'],
    ['斎藤', 'japanese'],
    ['山田さくら', 'japanese'],
    ['李 영희', 'korean'],
    ['李明', 'simplified'],
    ['Ada', 'simplified'],
  ])('of %s are written in the %s way', (text, style) => {
    expect(hanStyleOf(text)).toBe(style);
  });

  it.each([
    ['山田太郎', 'データ科学入門', 'japanese'],
    ['李明', '데이터 과학', 'korean'],
    ['莊雅善', '데이터 과학', 'korean'],
    ['毛泽东', 'データ科学入門', 'simplified'],
  ])('of %s beside %s are written in the %s way', (text, others, style) => {
    expect(hanStyleOf(text, others)).toBe(style);
  });
});
