import { describe, expect, it } from 'vitest';
import { builtInTemplates, findTemplate } from '../../templates/catalogue.ts';

const none: ReadonlySet<string> = new Set();

describe('a template name', () => {
  it.each([
    ['certificate-template-edX-DemoX.pdf', { layout: 'standard', page: 'A4-landscape', kind: 'honor' }],
    ['certificate-template-edX-DemoX-verified.pdf', { layout: 'standard', page: 'A4-landscape', kind: 'verified' }],
    ['blank.pdf', { layout: 'standard', page: 'A4-landscape', kind: 'honor' }],
    ['blank-portrait.pdf', { layout: 'standard', page: 'A4-portrait', kind: 'honor' }],
  ])('%s is built in', (name, template) => {
    expect(findTemplate(name, none)).toEqual(template);
    expect(builtInTemplates).toContain(name);
  });

  it("of the operator's own files means the standard layout", () => {
    expect(
      findTemplate('certificate-template-MITx-6.002x.pdf', new Set(['certificate-template-MITx-6.002x.pdf'])),
    ).toEqual({ layout: 'standard', page: 'A4-landscape', kind: 'honor' });
  });

  it('with -verified in it means a verified certificate', () => {
    const name = 'certificate-template-MITx-6.002x-verified.pdf';
    expect(findTemplate(name, new Set([name]))?.kind).toBe('verified');
  });

  it.each(['unknown.pdf', '', 'blank', 'BLANK.pdf', '../blank.pdf', '__proto__', 'constructor', 'toString'])(
    'that nobody knows, %j, finds nothing',
    (name) => {
      expect(findTemplate(name, none)).toBeUndefined();
    },
  );
});
