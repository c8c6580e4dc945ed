import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesIn, sourceCodes } from './source-codes.ts';

const page = readFileSync('docs/errors.md', 'utf8');
const sections = page.split(/^## /m).slice(1);
const headings = sections.map((section) => section.slice(0, section.indexOf('\n')));

describe('docs/errors.md', () => {
  it('has one section for each error code of the sources, and for nothing else', () => {
    expect([...headings].sort()).toEqual(sourceCodes());
  });

  it('says of each what it means and what to do: two sentences at least', () => {
    const short = sections.filter((section) => (section.match(/[.;:](\s|$)/g) ?? []).length < 2);
    expect(short.map((section) => section.split('\n')[0])).toEqual([]);
  });

  it('lists each section at the top', () => {
    const listed = [...page.matchAll(/\]\(#([a-z0-9-]+)\)/g)].map(([, code]) => code);
    expect(listed).toEqual(headings);
  });
});

describe('the search for error codes', () => {
  it.each([
    ['an error that is thrown', "throw new RenderError('ink-dry', 'the ink is dry');"],
    ['a message that was put together before', "throw new SigningError('ink-dry', message, { cause });"],
    ['a class with a code of its own', "class Dry extends AgentError { readonly code = 'ink-dry'; }"],
    ['a problem', "const problem = { code: isDry ? 'ink-dry' : 'ink-dry', message };"],
    ['a closed list', "type InkCode = 'ink-dry';"],
    ['a row of a table', "const dry = ['ink-dry', 'is dry', true];"],
    ['a fallback', "report(known?.code ?? 'ink-dry');"],
  ])('finds %s', (_, source) => {
    expect(new Set(codesIn(source))).toEqual(new Set(['ink-dry']));
  });
});
