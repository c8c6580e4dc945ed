import { describe, expect, it } from 'vitest';
import { isCourseKey } from '../../../src/adapters/xqueue/course-key.ts';

describe('a course key', () => {
  it.each([
    'course-v1:edX+DemoX+Demo_2014',
    'course-v1:MITx+6.002x+2T2015~a:b-c',
    'course-v1:Αθήνα+Φιλοσοφία+2024',
    'edX/DemoX/Demo_Course',
    'MITx/6.00x/2012_Fall',
    'edX/Demo%20X/2012-Fall',
  ])('may be %s', (key) => {
    expect(isCourseKey(key)).toBe(true);
  });

  it.each([
    '',
    'DemoX 2014',
    'edX/DemoX',
    'edX/DemoX/2012/Fall',
    'edX//2012',
    'edX/Demo+X/2012',
    'course-v1:edX+DemoX',
    'course-v1:edX+DemoX+2014+more',
    'course-v1:edX++2014',
    'course-v1:edX+DemoX+2014\n',
    'edX/DemoX/2012\n',
    'course-v1:edX+Demo X+2014',
    'course-v1:edX+Demo%X+2014',
    'library-v1:edX+DemoX',
    'ccx-v1:edX+DemoX+2014+ccx@1',
    `course-v1:edX+DemoX+${'r'.repeat(256)}`,
  ])('is never %j', (key) => {
    expect(isCourseKey(key)).toBe(false);
  });
});
