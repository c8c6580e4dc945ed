import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const sources = ['src', 'machines', 'projections', 'templates'];
/** The sandbox speaks other programs' words. */
const foreign = join('src', 'sandbox');

/** Every stable error code in the sources, sorted. */
export const sourceCodes = (): readonly string[] => {
  const files = sources.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const read = files.filter((file) => file.endsWith('.ts') && !file.startsWith(foreign)).flatMap(codesInFile);
  return [...new Set(read)].sort();
};

const codesInFile = (path: string): readonly string[] => codesIn(readFileSync(path, 'utf8'));

/** The codes in one source text, by the forms in which this project writes them. */
export const codesIn = (source: string): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCodeProperty(node)) found.push(...wordsBelow(node.initializer));
    if (isFallback(node)) found.push(...wordsBelow(node.right));
    if (ts.isTypeAliasDeclaration(node) && node.name.text.endsWith('Code')) found.push(...wordsBelow(node.type));
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) found.push(...codeBeforeSentence(node.arguments));
    if (ts.isArrayLiteralExpression(node)) found.push(...codeBeforeSentence(node.elements));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
};

/** `code: 'queue-access'` in an object, and `readonly code = 'queue-access'` in a class. */
const isCodeProperty = (node: ts.Node): node is ts.Node & { initializer: ts.Expression } =>
  (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) &&
  node.name.getText() === 'code' &&
  node.initializer !== undefined;

const word = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What stands between brackets names a property, and is no value. */
const wordsBelow = (node: ts.Node): readonly string[] => {
  if (ts.isElementAccessExpression(node)) return [];
  if (ts.isStringLiteral(node) && word.test(node.text)) return [node.text];
  return node.getChildren().flatMap(wordsBelow);
};

/** `known[0]?.code ?? 'artifact-store'` */
const isFallback = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && /\.code$/.test(node.left.getText()) && /^'[a-z]+-/.test(node.right.getText());

/** `new SigningError('gpg-missing', 'a sentence')`, `cause('s3-tls', …)`, `['disk-full', 'has no space left', true]`. */
const codeBeforeSentence = (nodes: readonly ts.Node[] = []): readonly string[] => {
  const [first, second] = nodes;
  const isDashed = first && ts.isStringLiteral(first) && word.test(first.text) && first.text.includes('-');
  if (!isDashed || !second) return [];
  // What is not a literal is a sentence that was put together before.
  const isSentence = ts.isStringLiteral(second) ? second.text.includes(' ') : isText(second);
  return isSentence ? [first.text] : [];
};

const isText = (node: ts.Node): boolean =>
  ts.isTemplateExpression(node) ||
  ts.isBinaryExpression(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  (ts.isIdentifier(node) && /message|says/i.test(node.text));
