import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { printableText } from '../../../templates/printable-text.ts';
import { awkwardNames, content } from '../../templates/content.ts';
import { moreNames, oldNames } from './names.ts';
import { linesOf, pageCountOf } from './pdf-text.ts';
import { digest } from './print-digest.ts';

const renderer = createPdfmakeRenderer();
const isInstalled = (name: string): boolean => {
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`) !== '';
  } catch {
    return false;
  }
};
const withoutBlanks = (text: string): string => text.normalize('NFC').replaceAll(/\s/g, '');
const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasPdftotext)
  process.stderr.write('pdftotext is not installed: what another reader finds in our files is NOT tested\n');

/**
 * poppler guesses the direction of a line from its letters, and puts numbers and Latin words of a right-to-left
 * line to its other end. Which of our lines these are, whatever one writes into them, is known: they are left out here.
 */
const turnedRound = (name: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}].*[\w\d{[(٠-٩۰-۹]/u.test(name);
const hasOptional = ['sc', 'tc', 'jp', 'kr'].every((font) => isInstalled(`@expo-google-fonts/noto-sans-${font}`));
const readBack = [...oldNames, ...moreNames].filter((name) => hasOptional && !turnedRound(name));

describe('a rendered certificate', () => {
  it.each([
    ['honor', 'standard', 841.89, 595.28],
    ['honor', 'standard-portrait', 595.28, 841.89],
    ['verified', 'standard', 841.89, 595.28],
    ['verified', 'standard-portrait', 595.28, 841.89],
  ] as const)('of kind %s in the layout %s is one page of its size', async (kind, layout, width, height) => {
    const pdf = await renderer.render(content({}, { kind, layout }));
    const [, pageWidth, pageHeight] =
      /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(pdf).toString('latin1')) ?? [];

    expect(Buffer.from(pdf).subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(pageCountOf(pdf)).toBe(1);
    expect(Number(pageWidth)).toBeCloseTo(width, 1);
    expect(Number(pageHeight)).toBeCloseTo(height, 1);
  });

  it.each(awkwardNames)('holds the name %j as text that can be searched and read aloud', async (name) => {
    for (const layout of ['standard', 'standard-portrait']) {
      const pdf = await renderer.render(content({ name }, { layout }));
      const lines = linesOf(pdf);

      const nameLines = lines.slice(
        lines.indexOf('This is to certify that') + 1,
        lines.indexOf('successfully completed'),
      );
      expect(withoutBlanks(nameLines.join(''))).toBe(withoutBlanks(name));
      expect(pageCountOf(pdf)).toBe(1);
    }
  });

  it.skipIf(!hasPdftotext).each(awkwardNames)('shows the name %j to another reader of PDF files', async (name) => {
    const path = join(folder, 'it.pdf');
    writeFileSync(path, await renderer.render(content({ name })));
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });

    expect(withoutBlanks(text)).toContain(withoutBlanks(`This is to certify that${name}successfully completed`));
  });

  it.skipIf(!hasPdftotext).each(readBack)('is found by the name %j as it is read, in any script', async (name) => {
    const path = join(folder, 'it.pdf');
    writeFileSync(path, await renderer.render(content({ name })));
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });

    const printed = withoutBlanks(text).replace(/\p{Bidi_Control}/gu, '');
    expect(printed).toContain(withoutBlanks(`This is to certify that${printableText(name)}successfully completed`));
  });

  it('holds a course title of 1,000 characters', async () => {
    const longCourse = 'Übung macht den Meister '.repeat(41).trim();
    const lines = linesOf(await renderer.render(content({}, { longCourse })));

    expect(withoutBlanks(lines.join(''))).toContain(withoutBlanks(`DemoX: ${longCourse}`));
  });

  it('links to its verification page', async () => {
    const file = Buffer.from(await renderer.render(content())).toString('latin1');

    expect(file).toContain('/URI (https://verify.example.org/cert/abcdef0123456789abcdef0123456789)');
    expect(file.match(/\/Subtype \/Link/g)).toHaveLength(1);
    const unsigned = Buffer.from(await renderer.render(content({}, { signed: false }))).toString('latin1');
    expect(unsigned).not.toContain('/Subtype /Link');
  });

  it('says in its properties what it is, in which language, and when it was asked for', async () => {
    const file = Buffer.from(await renderer.render(content())).toString('latin1');

    expect(file).toContain('/Lang (en)');
    expect(file).toContain('(D:20260131102030Z)');
    expect(file).toContain('(Some Institution)');
  });

  it('embeds the signs that it uses, not whole fonts', async () => {
    const pdf = await renderer.render(content());

    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/FontFile2/g),
    ).toHaveLength(4);
    expect(pdf.length).toBeLessThan(60_000);
  });
});

describe('the bytes of a certificate', () => {
  const name = 'Office ﬄ i\u030b ı';

  it('are the same whenever it is rendered, and whatever was rendered before', async () => {
    const first = await renderer.render(content({ name }));
    await renderer.render(content({ name: 'Joffl Fiffi ı ﬄ ȷ' }, { kind: 'verified', layout: 'standard-portrait' }));
    for (const other of oldNames.filter((_, at) => hasOptional || ![1, 5].includes(at))) {
      await renderer.render(content({ name: `${other} 🎓 हिन्दी` }));
    }
    const others = await Promise.all(
      [content({ name }), content({ name: 'Ada' }), content({ name })].map((given) => renderer.render(given)),
    );

    expect(Buffer.from(first).equals(others[0] ?? new Uint8Array())).toBe(true);
    expect(Buffer.from(first).equals(others[2] ?? new Uint8Array())).toBe(true);
    expect(Buffer.from(first).equals(others[1] ?? new Uint8Array())).toBe(false);
  });

  it.each([
    { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C' },
  ])('are the same in another process, place and language: %j', async (place) => {
    const loader = new URL('./typescript-for-node.mjs', import.meta.url).href;
    const script = fileURLToPath(new URL('./print-digest.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, script, '--print'], {
      env: { ...process.env, ...place },
    });

    expect(stdout).toMatch(/^[0-9a-f]{64}$/);
    expect(stdout).toBe(await digest());
  });

  it('are others for another time', async () => {
    const later = await renderer.render({ ...content(), requestedAt: '2026-01-31T10:20:31.000Z' });

    expect(Buffer.from(later).equals(await renderer.render(content()))).toBe(false);
  });
});

describe('a text that the fonts cannot show', () => {
  it.each([
    ['ગુજરાતી', 'glyph-missing', 'U+0A97 (Gujarati)'],
    ['ᠮᠣᠩᠭᠣᠯ', 'glyph-missing', 'U+182E (Mongolian)'],
    ['Ada \u{1d11e}', 'glyph-missing', 'U+1D11E (symbol or sign)'],
    ['Ada \ud800', 'glyph-missing', 'U+D800 (half a character)'],
    ['Ada \ue000', 'glyph-missing', 'U+E000 (not assigned by Unicode)'],
    [`A${'\u0301'.repeat(20)}da`, 'marks-excessive', 'more than 4 combining marks'],
    ['a'.repeat(4_001), 'text-too-long', '4000 characters'],
  ])('%j is refused, named by its code points alone', async (name, code, evidence) => {
    const refused = renderer.render(content({ name }));

    await expect(refused).rejects.toMatchObject({ name: 'RenderError', code, retryable: false });
    await expect(refused).rejects.toThrow(`the name`);
    await expect(refused).rejects.toThrow(evidence);
    await expect(refused).rejects.not.toThrow(name);
  });

  it.each([
    ['ગુ', '@expo-google-fonts/noto-sans-gujarati'],
    ['\u{1d400}\u{1d41d}\u{1d41a}', '@expo-google-fonts/noto-sans-math'],
    ['Ada \u2133\u2a0c', '@expo-google-fonts/noto-sans-math'],
    ['\u2670 Ada', '@expo-google-fonts/noto-sans-symbols'],
    ['Ada \u{1f650}', '@expo-google-fonts/noto-sans-symbols-2'],
  ])('%s is refused with the package that has it', async (name, named) => {
    await expect(renderer.render(content({ name }))).rejects.toThrow(new RegExp(`: install ${named}$`));
  });

  it('is refused wherever it stands', async () => {
    await expect(renderer.render(content({}, { longCourse: 'ગુ' }))).rejects.toThrow(/the course title: .*Gujarati/);
    await expect(renderer.render(content({}, { longOrg: 'ગુ' }))).rejects.toThrow(/the organisation: .*Gujarati/);
  });

  it('of many characters is summed up', async () => {
    await expect(renderer.render(content({ name: 'કખગઘચછજઝટઠડઢ' }))).rejects.toThrow(/ and 4 more: install/);
  });

  it('is told by what is printed: an invisible character does no harm', async () => {
    const lines = linesOf(await renderer.render(content({ name: '\u202eAda\u200b \ufe0fLovelace' })));

    expect(lines).toContain('Ada Lovelace');
  });
});
