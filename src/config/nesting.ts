import { createScanner } from 'jsonc-parser';
import { CST, Lexer } from 'yaml';

/**
 * Parsers call themselves for each level, and Node.js does not always survive a stack that is full: what is nested
 * deeper than this is not parsed. No settings file needs ten levels.
 */
const LEVELS_MAX = 100;
/** Each part of a YAML text takes some kilobytes of memory when it is read: about 45,000 courses. */
const YAML_PARTS_MAX = 1_000_000;

/** True when the JSON text opens more brackets inside each other than anybody needs. */
export const isJsonTooDeep = (text: string): boolean => {
  const scanner = createScanner(text, true);
  let level = 0;
  // The scanner's kinds are numbers: 1 and 3 open, 2 and 4 close, 17 is the end.
  for (let kind: number = scanner.scan(); kind !== 17; kind = scanner.scan()) {
    if (kind === 1 || kind === 3) level += 1;
    if (kind === 2 || kind === 4) level -= 1;
    if (level > LEVELS_MAX) return true;
  }
  return false;
};

/**
 * Why a YAML text is not parsed, if it is not. YAML nests by brackets, by dashes on one line, and by indentation.
 */
export const yamlExcess = (text: string): 'nested too deeply' | 'too many' | null => {
  let parts = 0;
  let level = 0;
  let dashes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    parts += 1;
    if (parts > YAML_PARTS_MAX) return 'too many';
    const kind = CST.tokenType(lexeme);
    if (kind === 'flow-seq-start' || kind === 'flow-map-start') level += 1;
    if (kind === 'flow-seq-end' || kind === 'flow-map-end') level -= 1;
    if (kind === 'newline') dashes = 0;
    if (kind === 'seq-item-ind' || kind === 'explicit-key-ind' || kind === 'map-value-ind') dashes += 1;
    if (level > LEVELS_MAX || dashes > LEVELS_MAX) return 'nested too deeply';
    if (kind === 'space' && lexeme.length > LEVELS_MAX * 2) return 'nested too deeply';
  }
  return null;
};
