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
    ['a number for text', 'edX/A/B:\n  LONG_COURSE: 101', '2:3: LONG_COURSE: expected text'],
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
