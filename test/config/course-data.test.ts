import { describe, expect, it } from 'vitest';
import { parseCourseData } from '../../src/config/course-data.ts';
import { renderProblems } from '../../src/config/settings-problem.ts';

const problems = (text: string): string[] => {
  const data = parseCourseData('cert-data.yml', text);
  return 'problems' in data ? renderProblems(data.problems).split('\n') : [];
};

const complete = `\ufeff# Two courses, in both styles.
edX/DemoX/Demo_Course:
  LONG_ORG: Ünïversity
  LONG_COURSE: "Demo: the course"
  ISSUED_DATE: ROLLING
  VERSION: 1
  VERIFY: true
course-v1:edX+DemoX+2026:
  VERSION: 3_dynamic
  interstitial:
    Pass: well done
`;

describe('the course data', () => {
  it('is read in both styles of course ids, with a byte order mark', () => {
    const data = parseCourseData('cert-data.yml', complete);
    expect('courses' in data && [...data.courses]).toEqual([
      [
        'edX/DemoX/Demo_Course',
        { LONG_ORG: 'Ünïversity', LONG_COURSE: 'Demo: the course', ISSUED_DATE: 'ROLLING', VERSION: '1', VERIFY: true },
      ],
      ['course-v1:edX+DemoX+2026', { VERSION: '3_dynamic', interstitial: { Pass: 'well done' } }],
    ]);
  });

  it('keeps numbers and the like as they are written', () => {
    const data = parseCourseData(
      'cert-data.yml',
      'MITx/3.10/2013:\n  COURSE: 188.10\n  CREDITS: 1.50\n  ORG: 007\n  LONG_COURSE: True\n  ISSUED_DATE: 2013\n' +
        '  VERSION: 1\n  VERIFY: 0\n  interstitial: {Pass: 1e3}',
    );
    expect('courses' in data && data.courses.get('MITx/3.10/2013')).toEqual({
      COURSE: '188.10',
      CREDITS: '1.50',
      ORG: '007',
      LONG_COURSE: 'True',
      ISSUED_DATE: '2013',
      VERSION: '1',
      VERIFY: false,
      interstitial: { Pass: '1e3' },
    });
  });

  it('may have in common what many courses say, as the old agent’s could', () => {
    const many = Array.from({ length: 300 }, (_, at) => `edX/C${at}/1: {<<: *all, LONG_COURSE: ${at}}`).join('\n');
    const data = parseCourseData('cert-data.yml', `edX/A/1: &all\n  ORG: X\n  LONG_COURSE: A\n${many}`);

    expect('courses' in data && data.courses.get('edX/C299/1')).toEqual({ ORG: 'X', LONG_COURSE: '299' });
  });

  it.each([
    [
      'words that refer to each other',
      Array.from({ length: 12 }, (_, at) => `edX/C${at}/1: &a${at} [${`*a${at - 1},`.repeat(at && 10)}]`).join('\n'),
    ],
    [
      'merges of merges',
      Array.from(
        { length: 30 },
        (_, at) => `edX/C${at}/1: &a${at} {N${at}: x, ${at ? `<<: [*a${at - 1}, *a${at - 1}]` : ''}}`,
      ).join('\n'),
    ],
    [
      'merges of much',
      `edX/A/1: &a {${'x: y, '.repeat(1)}${Array.from({ length: 200 }, (_, n) => `N${n}: x`).join(', ')}}\nedX/B/1: {<<: *a}`,
    ],
  ])('that swell by %s are refused soon', (_, text) => {
    const begin = performance.now();

    expect(problems(text).length).toBeGreaterThan(0);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  it.each([
    ['courses', 20_000, (at: number) => `edX/C${at}/1: {COURSE: ${at}}`],
    ['names that are no courses', 20_000, (at: number) => `k${at}: {}`],
    ['parts', 600_000, (at: number) => (at === 0 ? 'k: [1' : at === 599_999 ? ']' : ',1')],
  ])('with very many %s is read, or refused, in seconds', (_, count, line) => {
    const text = Array.from({ length: count }, (__, at) => line(at)).join(count > 100_000 ? '' : '\n');
    const begin = performance.now();
    const found = problems(text);

    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(found.length).toBeLessThan(50);
  });

  it('warns of what the course’s layout does not print', () => {
    const warningsOf = (text: string): string => {
      const data = parseCourseData('cert-data.yml', text);
      return 'warnings' in data ? renderProblems(data.warnings) : 'problems';
    };
    expect(warningsOf(complete)).toBe('');
    expect(warningsOf('edX/A/B:\n  CREDITS: 1.5\n  VERSION: 2')).toBe(
      'cert-data.yml:1:1: the layout 2 does not print CREDITS',
    );
    expect(warningsOf('edX/A/B:\n  interstitial: {Pass: x}\n  MD_CERTS: true')).toBe(
      'cert-data.yml:1:1: the layout standard does not print MD_CERTS, interstitial',
    );
    expect(warningsOf('edX/A/B: {VERSION: stanford_cme, MD_CERTS: true, CREDITS: 1, NO_TITLE: true}')).toBe('');
  });

  it('may be empty', () => {
    expect(parseCourseData('cert-data.yml', '')).toEqual({ courses: new Map(), warnings: [] });
    expect(problems('edX/A/B:')).toEqual([]);
  });

  it.each([
    [
      'a misspelt name',
      'edX/A/B:\n  LONG_COUSE: x',
      '2:3: "LONG_COUSE" says nothing about a course; did you mean LONG_COURSE?',
    ],
    [
      'a key that is no course id',
      'DEFAULT:\n  ORG: x',
      '1:1: "DEFAULT" is no course id: ORG/COURSE/RUN or course-v1:ORG+COURSE+RUN',
    ],
    [
      'an unknown version',
      'edX/A/B:\n  VERSION: 9',
      '2:3: VERSION: there is no layout "9": expected one of standard, standard-portrait, 1, 2, 3_dynamic, MIT_PE, stanford, stanford_cme',
    ],
    ['a word for a yes', 'edX/A/B:\n  VERIFY: maybe', '2:3: VERIFY: expected true or false'],
    ['a list for text', 'edX/A/B:\n  LONG_COURSE: [101]', '2:3: LONG_COURSE: expected text'],
    ['nothing for text', 'edX/A/B:\n  LONG_COURSE:', '2:3: LONG_COURSE: expected text'],
    ['a merge of words', 'edX/A/B:\n  <<: x', '2:3: after << stands what is merged, e.g. *common'],
    ['a merge of lists', 'edX/A/B:\n  <<: [[{}]]', '2:3: after << stands what is merged, e.g. *common'],
    ['a merge of itself', 'edX/A/B: &a\n  <<: *a', '2:3: this merges itself'],
    ['a merge of a merge of itself', 'edX/A/B: &a\n  interstitial: {<<: *a}', '2:18: this merges itself'],
    ['text for a course', 'edX/A/B: x', '1:1: expected a course id with names and values below it'],
    ['a tag', 'edX/A/B: !!python/object {}', '1:10: tags (a word after !) are not allowed: remove it'],
    ['a course twice', 'edX/A/B: {}\nedX/A/B: {}', '2:1: this name stands here for the second time: remove one'],
  ])('with %s is refused, with its place', (_, text, expected) => {
    expect(problems(text)).toEqual([`cert-data.yml:${expected}`]);
  });

  it('with several mistakes tells all of them', () => {
    expect(problems('edX/A/B:\n  VERSION: 9\n  X: 1\nC: {}')).toHaveLength(3);
  });
});
