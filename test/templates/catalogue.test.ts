import { describe, expect, it } from 'vitest';
import { builtInTemplates, kindOf } from '../../templates/catalogue.ts';

describe('a template name', () => {
  it.each([
    ['certificate-template-edX-DemoX.pdf', { layout: 'standard', kind: 'honor' }],
    ['certificate-template-edX-DemoX-verified.pdf', { layout: 'standard', kind: 'verified' }],
    ['blank.pdf', { layout: 'standard', kind: 'honor' }],
    ['blank-portrait.pdf', { layout: 'standard-portrait', kind: 'honor' }],
  ])('%s is built in', (name, template) => {
    expect(builtInTemplates.get(name)).toEqual(template);
  });

  it('with -verified in it means a verified certificate', () => {
    expect(kindOf('certificate-template-MITx-6.002x-verified.pdf')).toBe('verified');
    expect(kindOf('certificate-template-MITx-6.002x.pdf')).toBe('honor');
    expect(kindOf(null)).toBe('honor');
  });
});
