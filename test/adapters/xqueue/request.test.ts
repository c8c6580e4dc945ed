import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/adapters/xqueue/request.ts';
import { storedRequests } from './stored-requests.ts';

const course = 'course-v1:edX+DemoX+Demo_2014';
const plain = { action: 'create', username: 'maria', course_id: course, name: 'Maria Lopez' };
const read = (fields: Readonly<Record<string, unknown>>) => readRequest(JSON.stringify({ ...plain, ...fields }));
const codeOf = (fields: Readonly<Record<string, unknown>>) => {
  const request = read(fields);
  return request.kind === 'unusable' ? request.code : request.kind;
};
const d = 'd1'.repeat(16);
const e = 'e2'.repeat(16);

describe('a stored request', () => {
  const unusable = new Map([
    ['40-delete-2012', 'field-missing'],
    ['44-bad-json', 'body-not-json'],
    ['46-empty-object', 'action-unknown'],
    ['48-no-course-id', 'field-missing'],
    ['50-bad-course-key', 'course-key-invalid'],
    ['52-wrong-types', 'field-invalid'],
  ]);

  it.each(storedRequests())('is understood, or it is said why not: $name', ({ name, body }) => {
    const request = readRequest(body);
    expect(request.kind === 'unusable' ? request.code : undefined).toBe(unusable.get(name));
  });
});

describe('a request for a certificate', () => {
  it('is an add_cert with everything that today’s LMS sends', () => {
    const request = read({ course_name: 'Demo', grade: 'Pass', template_pdf: 'a-b.pdf' });
    expect(request).toEqual({
      kind: 'request',
      command: 'add_cert',
      action: 'create',
      courseId: course,
      courseName: 'Demo',
      template: 'a-b.pdf',
      issuedOn: null,
      remove: null,
      personal: { username: 'maria', name: 'Maria Lopez', grade: 'Pass', designation: null },
    });
  });

  it('needs no more than the LMS of 2012 sent', () => {
    expect(read({})).toMatchObject({ command: 'add_cert', courseName: null, template: null });
  });

  it('takes null and empty text for not said', () => {
    const nothing = { course_name: null, grade: null, template_pdf: '', designation: null, issued_date: '' };
    const unsaid = { courseName: null, template: null, issuedOn: null, personal: { grade: null, designation: null } };
    expect(read(nothing)).toMatchObject(unsaid);
  });

  it('takes the word None for no designation', () => {
    expect(read({ designation: 'None' })).toMatchObject({ personal: { designation: null } });
    expect(read({ designation: 'MD, PhD' })).toMatchObject({ personal: { designation: 'MD, PhD' } });
  });

  it('takes the day of an ISO date, and no date that does not exist', () => {
    expect(read({ issued_date: '2014-12-03' })).toMatchObject({ issuedOn: '2014-12-03' });
    expect(read({ issued_date: '2014-12-03T10:00:00Z' })).toMatchObject({ issuedOn: '2014-12-03' });
    expect(codeOf({ issued_date: '2014-02-30' })).toBe('field-invalid');
    expect(codeOf({ issued_date: 'yesterday' })).toBe('field-invalid');
    expect(codeOf({ issued_date: '2014-12-03 and more' })).toBe('field-invalid');
  });

  it('may leave out what a sample certificate has not', () => {
    expect(read({ example_certificate: true, username: 'a'.repeat(32) }).kind).toBe('request');
  });

  it('ignores the files of an older certificate: only a regeneration removes them', () => {
    expect(read({ delete_download_uuid: 'rubbish' })).toMatchObject({ remove: null });
  });

  it.each([
    [{ action: 'createe' }, 'action-unknown'],
    [{ action: ['create'] }, 'action-unknown'],
    [{ action: 'toString' }, 'action-unknown'],
    [{ username: '' }, 'username-invalid'],
    [{ username: 'u'.repeat(151) }, 'username-invalid'],
    [{ username: 'a\nb' }, 'username-invalid'],
    [{ username: 7 }, 'field-invalid'],
    [{ username: undefined }, 'field-missing'],
    [{ name: undefined }, 'field-missing'],
    [{ name: null }, 'field-invalid'],
    [{ name: '' }, 'name-empty'],
    [{ name: ' \u200b\u202e\u0000 ' }, 'name-empty'],
    [{ name: 'n'.repeat(256) }, 'name-too-long'],
    [{ name: '\ud83d' }, 'text-malformed'],
    [{ course_name: 'c'.repeat(1_001) }, 'field-too-long'],
    [{ course_name: { en: 'Demo' } }, 'field-invalid'],
    [{ grade: 0.93 }, 'field-invalid'],
    [{ grade: 'g'.repeat(256) }, 'field-too-long'],
    [{ template_pdf: false }, 'field-invalid'],
    [{ template_pdf: '../../etc/passwd' }, 'template-name-unsafe'],
    [{ template_pdf: 'a/b.pdf' }, 'template-name-unsafe'],
    [{ template_pdf: 'a\\b.pdf' }, 'template-name-unsafe'],
    [{ template_pdf: 'a\u0000.pdf' }, 'template-name-unsafe'],
    [{ template_pdf: '.hidden' }, 'template-name-unsafe'],
    [{ template_pdf: 'a..pdf' }, 'template-name-unsafe'],
    [{ template_pdf: 't'.repeat(256) }, 'field-too-long'],
  ])('is unusable with %j: %s', (fields, code) => {
    expect(codeOf(fields)).toBe(code);
  });

  it('counts characters as the LMS does: 255 of the widest are a name', () => {
    expect(codeOf({ name: '𝔐'.repeat(255) })).toBe('request');
    expect(codeOf({ name: '𝔐'.repeat(256) })).toBe('name-too-long');
  });
});

describe('a regeneration', () => {
  it.each(['delete', 'remove'])('names the old files with %s_', (word) => {
    const request = read({ action: 'regen', [`${word}_download_uuid`]: d, [`${word}_verify_uuid`]: e });
    expect(request).toMatchObject({ command: 'regen_cert', remove: { downloadUuid: d, verifyUuid: e } });
  });

  it('may have no old files', () => {
    expect(read({ action: 'regen' })).toMatchObject({ remove: null });
    expect(read({ action: 'regen', delete_download_uuid: '', delete_verify_uuid: '' })).toMatchObject({ remove: null });
  });

  it('refuses names that are not ours', () => {
    expect(codeOf({ action: 'regen', delete_download_uuid: '../x', delete_verify_uuid: e })).toBe('field-invalid');
    expect(codeOf({ action: 'regen', delete_download_uuid: `${d}0` })).toBe('field-invalid');
  });
});

describe('a removal', () => {
  const removal = { username: 'maria', course_id: course, delete_download_uuid: d, delete_verify_uuid: e };

  it.each(['remove', 'delete'])('is a del_cert whether it is called %s, and needs no name', (action) => {
    expect(readRequest(JSON.stringify({ action, ...removal }))).toEqual({
      kind: 'request',
      command: 'del_cert',
      action,
      courseId: course,
      courseName: null,
      template: null,
      issuedOn: null,
      remove: { downloadUuid: d, verifyUuid: e },
      personal: { username: 'maria', name: '', grade: null, designation: null },
    });
  });

  it('of an unsigned certificate has no verification page to name', () => {
    const request = readRequest(JSON.stringify({ action: 'delete', ...removal, delete_verify_uuid: '' }));
    expect(request).toMatchObject({ remove: { downloadUuid: d, verifyUuid: d } });
  });

  it('without a course cannot be carried out', () => {
    const { course_id: _, ...noCourse } = removal;
    expect(readRequest(JSON.stringify({ action: 'remove', ...noCourse }))).toMatchObject({
      kind: 'unusable',
      code: 'field-missing',
      courseId: null,
      personal: { username: 'maria' },
    });
  });
});

describe('an unusable request', () => {
  it('tells whose it is when that can be read, so that the LMS can be told', () => {
    const request = read({ name: 42 });
    expect(request).toMatchObject({ kind: 'unusable', action: 'create', courseId: course });
    expect(request.personal.username).toBe('maria');
  });

  it('repeats nothing of what was sent in its message', () => {
    fc.assert(
      fc.property(fc.constantFrom('username', 'name', 'grade', 'template_pdf', 'course_id', 'action'), (field) => {
        const request = read({ [field]: '\ud800secret/../\u0000' });
        expect(request).toMatchObject({ kind: 'unusable', message: expect.not.stringContaining('secret') });
      }),
    );
  });

  it('keeps the beginning of its body only', () => {
    const request = readRequest('x'.repeat(10_000));
    expect(request.personal).toEqual({ username: null, rawBody: 'x'.repeat(4_096) });
  });

  it('may be too large', () => {
    const body = (padding: number) => JSON.stringify({ ...plain, padding: 'x'.repeat(padding) });
    const rest = body(0).length;
    expect(readRequest(body(2_621_440 - rest)).kind).toBe('request');
    expect(readRequest(body(2_621_441 - rest))).toMatchObject({ code: 'body-too-large' });
  });

  it('may be nested 200,000 deep', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(readRequest(deep)).toMatchObject({ code: 'body-too-deep' });
    expect(readRequest(`{"a":${'{"a":'.repeat(200_000)}`)).toMatchObject({ code: 'body-too-deep' });
    expect(readRequest(JSON.stringify({ ...plain, extra: '['.repeat(100) })).kind).toBe('request');
  });

  it.each(['null', '7', '"create"', '[]', 'true'])('may be JSON but no object: %s', (body) => {
    expect(readRequest(body)).toMatchObject({ code: 'body-not-object' });
  });

  it('cannot borrow its fields from a prototype', () => {
    expect(readRequest(`{"__proto__": ${JSON.stringify(plain)}}`)).toMatchObject({ code: 'action-unknown' });
    expect(readRequest('{"constructor": {}, "action": "create"}')).toMatchObject({ code: 'field-missing' });
  });

  it('with a repeated key counts the last one, as the LMS’s own parser does', () => {
    const body = JSON.stringify(plain).replace('{', '{"username": "eve", ');
    expect(readRequest(body).personal.username).toBe('maria');
  });
});

describe('any body at all', () => {
  const foreign = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom(d, '', null, course));
  const fields = fc.dictionary(
    fc.constantFrom(
      ...Object.keys(plain),
      'course_name',
      'grade',
      'template_pdf',
      'designation',
      'issued_date',
      'delete_download_uuid',
      'remove_verify_uuid',
      'example_certificate',
      '__proto__',
      'toString',
    ),
    foreign,
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fields.map((some) => JSON.stringify(some)),
    fields.map((some) => JSON.stringify({ ...plain, ...some })),
    fc.tuple(fields, fc.nat(80)).map(([some, at]) => JSON.stringify({ ...plain, ...some }).slice(0, at)),
    fc
      .tuple(fc.constantFrom('regen', 'remove', 'delete'), fields)
      .map(([action, some]) => JSON.stringify({ ...plain, ...some, action })),
  );

  it('is a request or unusable, and what passed is within its bounds', () => {
    fc.assert(
      fc.property(hostile, (body) => {
        const request = readRequest(body);
        if (request.kind === 'unusable') {
          expect(request.code).toMatch(/^[a-z]+(-[a-z]+)+$/);
          expect(request.personal.rawBody.length).toBeLessThanOrEqual(8_192);
          return;
        }
        const { username, name } = request.personal;
        expect(username).toMatch(/^\P{Cc}{1,150}$/u);
        expect(name).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u);
        expect(request.template ?? 'plain').not.toMatch(/[/\\]|\.\./);
        for (const uuid of Object.values(request.remove ?? {})) expect(uuid).toMatch(/^[0-9a-f]{32}$/i);
      }),
      { numRuns: 10_000 },
    );
  });
});
