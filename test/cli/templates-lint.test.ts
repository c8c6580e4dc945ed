import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LintFinding } from '../../src/cli/lint-finding.ts';
import { smallLayout } from '../adapters/private-folder/folder-fixture.ts';
import { createInstallation, type Installation } from './installation.ts';

let here: Installation;
beforeAll(async () => {
  here = await createInstallation();
});
afterAll(() => here.remove());

/** The command, on a folder with these layouts and this cert-data.yml. */
const lint = async (
  { layouts = {}, courses = '' }: { layouts?: Record<string, string>; courses?: string },
  ...args: readonly string[]
) => {
  const folder = join(here.path, `private-${Math.random()}`);
  await mkdir(join(folder, 'template_data', 'layouts'), { recursive: true });
  await writeFile(join(folder, 'cert-data.yml'), courses);
  for (const [name, text] of Object.entries(layouts)) {
    await writeFile(join(folder, 'template_data', 'layouts', `${name}.json`), text);
  }
  const outcome = await here.run(['templates', 'lint', '--cert-private-dir', folder, ...args, '--json']);
  const findings: readonly LintFinding[] = outcome.stdout === '' ? [] : JSON.parse(outcome.stdout);
  return { ...outcome, findings, rules: [...new Set(findings.map(({ rule }) => rule))].sort() };
};

const block = (change: object): object => ({
  role: 'name',
  text: '{name}',
  box: { left: '20mm', top: '20mm', width: '200mm', height: '30mm' },
  sizes: ['24pt', '12pt', '9pt', '7pt'].map((size) => ({ size })),
  ...change,
});
const layout = (change: object, more: object = {}): string => smallLayout({ blocks: [block(change)], ...more });

describe('templates lint', () => {
  it('finds nothing wrong with the program’s own layouts, and notes the old agent’s blue', async () => {
    const { exitCode, stdout, stderr } = await here.run(['templates', 'lint']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/note +standard +course title +contrast +#009fe2 on white/);
    expect(stdout).not.toContain('error');
    expect(stderr).toContain('nothing is wrong');
  }, 180_000);

  it('finds nothing wrong with a layout that is right', async () => {
    const { exitCode, findings } = await lint({ layouts: { good: layout({}) } }, 'good');
    expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: [] });
  });

  it('finds that the folder is not there, and does not call it right', async () => {
    const folder = join(here.path, 'mistyped');
    const { exitCode, stdout } = await here.run(['templates', 'lint', '--cert-private-dir', folder, '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { rule: 'file', level: 'error', message: expect.stringContaining(folder) },
    ]);
  });

  it('names file, line and what to write for what the schema refuses', async () => {
    const text = layout({ text: '{nmae}' }).replace('"blocks"', '\n"blocks"');
    const { exitCode, findings } = await lint({ layouts: { wrong: text } });
    expect(exitCode).toBe(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'file', level: 'error' });
    expect(findings[0]?.message).toMatch(/wrong\.json:2:\d+: there is no value \{nmae\}.*name/);
  });

  it.each([
    [
      'text that had to shrink until nobody can read it',
      layout({ box: { left: '20mm', top: '20mm', width: '30mm', height: '6mm' } }),
      'text-size',
    ],
    ['pale text', layout({ color: '#999999' }), 'contrast'],
    [
      'a QR code too small for cameras',
      layout({}, { qr: [{ box: { left: '200mm', top: '100mm', size: '9mm' } }] }),
      'qr-size',
    ],
    [
      'a QR code too pale for cameras',
      layout({}, { qr: [{ box: { left: '200mm', top: '100mm', size: '40mm' }, dark: '#aaaaaa' }] }),
      'contrast',
    ],
    ['characters that no font has', layout({ text: '{name} \u{12000}' }), 'drawing'],
    ['a background that is not there', layout({}, { background: { pdf: 'gone.pdf' } }), 'drawing'],
  ])(
    'finds %s',
    async (_, text, rule) => {
      const { exitCode, rules } = await lint({ layouts: { wrong: text } }, 'wrong');
      expect(exitCode).toBe(1);
      expect(rules).toContain(rule);
    },
    60_000,
  );

  it('finds links that are longer than the LMS takes', async () => {
    const url = ['--cert-verify-url', `https://example.org/${'x'.repeat(90)}`];
    const { exitCode, findings } = await lint({ layouts: { good: layout({}) } }, 'good', ...url);
    expect(exitCode).toBe(1);
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^the verification link has \d+ characters, and the LMS takes 128: shorten CERT_VERIFY_URL/,
      ),
    );
  });

  it('looks at courses as well: a template that is gone, a key that nothing prints', async () => {
    const courses = 'a/b/c:\n  TEMPLATEFILE: gone.pdf\n  CREDITS: 3\n';
    const { exitCode, findings } = await lint({ courses }, 'a/b/c');
    expect(exitCode).toBe(1);
    expect(findings).toMatchObject([
      { rule: 'unprinted', level: 'note' },
      { subject: 'a/b/c', rule: 'drawing', level: 'error' },
    ]);
    expect(findings[1]?.message).toContain('template-unknown');
  });

  it('says which layouts there are when it is asked for another', async () => {
    const { exitCode, stderr } = await lint({}, 'coffee');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no layout or course "coffee": layouts are standard,');
  });
});
