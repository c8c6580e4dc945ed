/** Foreign text as JSON, or why it is none. */
export type ParsedJson = Readonly<{ ok: true; value: unknown } | { ok: false; because: 'not-json' | 'too-deep' }>;

/** No message of the protocol needs more than three; what walks deeper by recursion could end the process. */
const depthMax = 32;

/** Parses text that anybody may have written. Of a repeated key the last one counts, as with the sender's parser. */
export const parseJson = (text: string): ParsedJson => {
  if (depthOf(text) > depthMax) return { ok: false, because: 'too-deep' };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, because: 'not-json' };
  }
};

/** The deepest nesting of brackets outside strings; reading stops beyond the limit. */
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length && deepest <= depthMax; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
};
