import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { yamlExcess } from './nesting.ts';
import { type TextPlace, type TextProblem, withoutBom } from './text-place.ts';

/** What a YAML text holds, as plain data. */
export type YamlText = Readonly<{
  value: unknown;
  problems: readonly TextProblem[];
  /** The place of a value by the names and numbers that lead to it, or of the nearest thing around it. */
  locate: (path: readonly PropertyKey[]) => TextPlace;
}>;

const ALIASES_MAX = 50;
/** In a file of courses each course may refer to what it has in common with others. */
const WORDS_ALIASES_MAX = 10_000;
/** What can be merged into something else is about one thing, and nothing has so many names. */
const MERGED_NAMES_MAX = 100;
const PROBLEMS_MAX = 10;
const START: TextPlace = { line: 1, column: 1 };

type Reading = Readonly<{
  /**
   * Every value is words, as they are written: `1.50` stays `1.50`. `<<` merges what it refers to, as the old agent's
   * library did.
   */
  words?: boolean;
}>;

/**
 * Reads one YAML document as plain data: YAML 1.2, no tags but the standard ones, few aliases, each name once.
 * Messages never quote the text: there may be a secret in it.
 */
export const readYaml = (source: string, { words = false }: Reading = {}): YamlText => {
  const text = withoutBom(source);
  const excess = yamlExcess(text);
  if (excess) return unusable(`the values are ${excess}`);
  try {
    return understood(text, words);
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

const understood = (text: string, words: boolean): YamlText => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: words,
    // Takes minutes for a large file; repeated names are looked for below.
    uniqueKeys: false,
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
  for (const offset of repeatedNames(document)) {
    problems.push({ ...placeOf(offset), message: 'this name stands here for the second time: remove one' });
  }
  if (words) {
    keepWords(document);
    const merge = mergeProblem(document);
    if (merge) problems.push({ ...placeOf(merge.offset), message: merge.message });
  }
  const aliases = { maxAliasCount: words ? WORDS_ALIASES_MAX : ALIASES_MAX };
  const value: unknown = problems.length > 0 ? null : document.toJS(aliases);
  const pairOf = createPairLookup();
  return { value, problems, locate: (path) => placeOf(offsetOf(document.contents, path, pairOf)) };
};

/** Where names stand again in the same place; a few of them. */
const repeatedNames = (document: Document.Parsed): readonly number[] => {
  const found: number[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) && key.source !== '<<' ? key.value : undefined;
        if (names.has(name) && name !== undefined) found.push(startOf(key) ?? 0);
        names.add(name);
      }
      return found.length < PROBLEMS_MAX ? undefined : visit.BREAK;
    },
  });
  return found.slice(0, PROBLEMS_MAX);
};

/** What YAML takes for a number or a truth. Nothing at all stays nothing. */
const keepWords = (document: Document.Parsed): void => {
  visit(document, {
    Scalar: (key, scalar) => {
      const isWord = scalar.source !== undefined && scalar.value !== null;
      if (key !== 'key' && isWord && typeof scalar.value !== 'string') scalar.value = scalar.source;
    },
  });
};

/**
 * What is wrong with a merge. Each name is copied, so more than anybody needs are refused; and what merges itself would
 * have no end.
 */
const mergeProblem = (document: Document.Parsed): Readonly<{ offset: number; message: string }> | undefined => {
  let found: Readonly<{ offset: number; message: string }> | undefined;
  const refers = 'after << stands what is merged, e.g. *common';
  const faultOf = (value: unknown, around: readonly unknown[]): string | undefined => {
    const merged = isAlias(value) ? value.resolve(document) : value;
    if (isSeq(merged) && !isAlias(value)) {
      if (merged.items.length > MERGED_NAMES_MAX) return 'this merges too much';
      return merged.items.map((item) => (isSeq(item) ? refers : faultOf(item, around))).find(Boolean);
    }
    if (!isMap(merged)) return refers;
    if (around.includes(merged)) return 'this merges itself';
    return merged.items.length > MERGED_NAMES_MAX ? 'this merges too much' : undefined;
  };
  visit(document, {
    Pair: (_, { key, value }: Pair, around) => {
      const message = isScalar(key) && key.source === '<<' ? faultOf(value, around) : undefined;
      if (message === undefined) return undefined;
      found = { offset: startOf(key) ?? 0, message };
      return visit.BREAK;
    },
  });
  return found;
};

const messages = new Map<string, string>([
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

type PairLookup = (map: YAMLMap, name: PropertyKey) => Pair | undefined;

/** A large file has many names in one place: each place is gone through once. */
const createPairLookup = (): PairLookup => {
  const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();
  return (map, name) => {
    const pairs =
      known.get(map) ?? new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : null, pair]));
    known.set(map, pairs);
    return pairs.get(name);
  };
};

/** Where the last name of the path stands that can be found. */
const offsetOf = (contents: unknown, path: readonly PropertyKey[], pairOf: PairLookup): number => {
  let node: unknown = contents;
  let offset = startOf(contents) ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? pairOf(node, step) : undefined;
    const next = pair ? pair.key : isSeq(node) ? node.items[Number(step)] : undefined;
    offset = startOf(next) ?? offset;
    node = pair ? pair.value : next;
  }
  return offset;
};

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node as Node).range?.[0] : undefined);
