import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { isYamlTooDeep } from './nesting.ts';
import { type TextPlace, type TextProblem, withoutBom } from './text-place.ts';

/** What a YAML text holds, as plain data. */
export type YamlText = Readonly<{
  value: unknown;
  problems: readonly TextProblem[];
  /** The place of a value by the names and numbers that lead to it, or of the nearest thing around it. */
  locate: (path: readonly PropertyKey[]) => TextPlace;
}>;

const ALIASES_MAX = 50;
const PROBLEMS_MAX = 10;
const START: TextPlace = { line: 1, column: 1 };

/**
 * Reads one YAML document as plain data: YAML 1.2, no tags but the standard ones, no merge keys, few aliases, each
 * name once. Messages never quote the text: there may be a secret in it.
 */
export const readYaml = (source: string): YamlText => {
  const text = withoutBom(source);
  if (isYamlTooDeep(text)) return unusable('the values are nested too deeply');
  try {
    return understood(text);
  } catch (error) {
    // How the library says that there are more aliases than allowed.
    if (!(error instanceof ReferenceError)) throw error;
    return unusable('the values refer to each other too often');
  }
};

const unusable = (message: string): YamlText => ({
  value: null,
  problems: [{ ...START, message }],
  locate: () => START,
});

const understood = (text: string): YamlText => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    // The quietest level that still counts a second document as an error.
    logLevel: 'error',
    lineCounter: lines,
  });
  const placeOf = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [...document.errors, ...document.warnings]
    .slice(0, PROBLEMS_MAX)
    .map(({ code, pos }) => ({ ...placeOf(pos[0]), message: messages.get(code) ?? `this is not YAML (${code})` }));
  const value: unknown = problems.length > 0 ? null : document.toJS({ maxAliasCount: ALIASES_MAX });
  return { value, problems, locate: (path) => placeOf(offsetOf(document.contents, path)) };
};

const messages = new Map<string, string>([
  ['DUPLICATE_KEY', 'this name stands here for the second time: remove one'],
  ['TAB_AS_INDENT', 'a tab stands where only spaces may: replace it'],
  ['BAD_INDENT', 'this line begins too far left or right: align it with its neighbours'],
  ['TAG_RESOLVE_FAILED', 'tags (a word after !) are not allowed: remove it'],
  ['MULTIPLE_DOCS', 'only one document is allowed: remove the line --- and what follows'],
  ['MISSING_CHAR', 'a colon, a quote or a bracket is missing here'],
  ['BLOCK_AS_IMPLICIT_KEY', 'this line holds two colons: put the value in "quotes"'],
  ['UNEXPECTED_TOKEN', 'this does not belong here: put the value in "quotes", or remove it'],
  ['BAD_DQ_ESCAPE', 'no such escape: a backslash in "double quotes" is written \\\\'],
  ['NON_STRING_KEY', 'a name must be text: put it in "quotes"'],
]);

/** Where the last name of the path stands that can be found. */
const offsetOf = (contents: unknown, path: readonly PropertyKey[]): number => {
  let node: unknown = contents;
  let offset = startOf(contents) ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const next = pair ? pair.key : isSeq(node) ? node.items[Number(step)] : undefined;
    offset = startOf(next) ?? offset;
    node = pair ? pair.value : next;
  }
  return offset;
};

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node as Node).range?.[0] : undefined);
