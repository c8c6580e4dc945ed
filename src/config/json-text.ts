import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { isJsonTooDeep } from './nesting.ts';
import { placeAt, type TextPlace, type TextProblem, withoutBom } from './text-place.ts';

/** One name of a JSON object, with the place where it stands. */
type JsonEntry = TextPlace & Readonly<{ name: string; value: unknown }>;

const PROBLEMS_MAX = 10;

/** A JSON object as it was written. */
export type JsonObject = Readonly<{
  entries: readonly JsonEntry[];
  problems: readonly TextProblem[];
  /** All of it as plain data; null when it is none. Of a name that stands twice, the last value. */
  value: unknown;
  /** Where names stand again in the same object, at any depth. */
  repeated: readonly TextProblem[];
  /** The place of a value by the names and numbers that lead to it, or of the nearest thing around it. */
  locate: (path: readonly PropertyKey[]) => TextPlace;
}>;

/**
 * Reads a JSON object and forgives nothing, but reads on behind each mistake, so that all of them can be told at once.
 * Messages never quote the text: there may be a secret in it.
 */
export const readJsonObject = (source: string): JsonObject => {
  const text = withoutBom(source);
  const problems = new Map<number, TextProblem>();
  const note = (offset: number, message: string) => {
    if (!problems.has(offset)) problems.set(offset, { ...placeAt(text, offset), message });
  };

  if (isJsonTooDeep(text)) note(0, 'the values are nested too deeply');
  const root = problems.size === 0 ? rootOf(text, note) : undefined;
  if (root?.type !== 'object' && problems.size === 0) note(0, 'expected one { … } with names and values');
  const entries = (root?.children ?? []).flatMap((property) => entryOf(property, text));
  return {
    entries,
    problems: [...problems.values()].slice(0, PROBLEMS_MAX),
    value: root?.type === 'object' ? getNodeValue(root) : null,
    repeated: repeatedIn(root)
      .slice(0, PROBLEMS_MAX)
      .map((offset) => ({
        ...placeAt(text, offset),
        message: 'this name stands here for the second time: remove one',
      })),
    locate: (path) => placeAt(text, offsetOf(root, path)),
  };
};

const offsetOf = (root: Node | undefined, path: readonly PropertyKey[]): number => {
  if (!root) return 0;
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
    // Of a name and its value, the name.
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return root.offset;
};

const repeatedIn = (node: Node | undefined): readonly number[] => {
  const names = new Set<unknown>();
  const own = node?.type === 'object' ? (node.children ?? []) : [];
  const again = own.flatMap(({ offset, children: [name] = [] }) => {
    const isAgain = names.has(name?.value);
    names.add(name?.value);
    return isAgain ? [offset] : [];
  });
  return [...again, ...(node?.children ?? []).flatMap(repeatedIn)];
};

type Note = (offset: number, message: string) => void;

/**
 * A brace too many would hide the rest of the file: it is noted, blanked out, and the text read again. Other mistakes
 * are noted at the last reading, when the braces match.
 */
const rootOf = (text: string, note: Note): Node | undefined => {
  let readable = text;
  for (let attempt = 0; ; attempt += 1) {
    const errors: ParseError[] = [];
    const root = parseTree(readable, errors, { disallowComments: true, allowTrailingComma: false });
    const extra = errors.find(({ error }) => printParseErrorCode(error) === 'EndOfFileExpected');
    const stray = extra && attempt < PROBLEMS_MAX ? strayBrace(readable, root, extra.offset) : null;
    if (stray === null) {
      for (const { error, offset } of errors) note(...explained(error, offset, readable));
      return root;
    }
    note(stray, 'this } is one too many: remove it');
    readable = `${readable.slice(0, stray)} ${readable.slice(stray + 1)}`;
  }
};

/** Either what follows the object is a brace, or names follow and the object's own brace came too early. */
const strayBrace = (text: string, root: Node | undefined, offset: number): number | null => {
  if (text[offset] === '}') return offset;
  if (root?.type !== 'object' || !/[",]/.test(text[offset] ?? '')) return null;
  return root.offset + root.length - 1;
};

const explained = (code: ParseError['error'], offset: number, text: string): [number, string] => {
  const before = text.slice(0, offset).trimEnd();
  if (before.endsWith(',') && /[}\]]/.test(text[offset] ?? '')) {
    return [before.length - 1, `this comma stands before a ${text[offset]}: remove it`];
  }
  return [offset, messages.get(printParseErrorCode(code)) ?? 'this is not JSON'];
};

const messages = new Map<string, string>([
  ['EndOfFileExpected', 'nothing may follow the closing }'],
  ['InvalidSymbol', 'expected true, false, null, a number, or text in "double quotes"'],
  ['InvalidNumberFormat', 'this is no number; text stands in "double quotes"'],
  ['PropertyNameExpected', 'expected a name in "double quotes"'],
  ['ValueExpected', 'expected a value: text in "double quotes", a number, true or false'],
  ['ColonExpected', 'a colon is missing before this'],
  ['CommaExpected', 'a comma is missing before this'],
  ['CloseBraceExpected', 'a } is missing here'],
  ['CloseBracketExpected', 'a ] is missing here'],
  ['InvalidCommentToken', 'JSON has no comments: remove it'],
  ['UnexpectedEndOfComment', 'JSON has no comments: remove it'],
  ['UnexpectedEndOfString', 'this text has no closing " on its line'],
  ['InvalidUnicode', 'after \\u four hexadecimal digits are expected'],
  ['InvalidEscapeCharacter', 'no such escape: a backslash is written \\\\'],
  ['InvalidCharacter', 'a control character must be written as \\t, \\n or \\u0000'],
]);

const entryOf = ({ children: [name, value] = [], offset }: Node, text: string): readonly JsonEntry[] =>
  name && value ? [{ name: String(name.value), value: getNodeValue(value), ...placeAt(text, offset) }] : [];
