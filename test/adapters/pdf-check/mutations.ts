import type { WrittenObject, WrittenPdf } from './rewritten-pdf.ts';

/** What somebody, or something, does to a finished file. */
export type Mutation = (written: WrittenPdf) => void;

/** A change that changes nothing proves nothing. */
const changed = (given: string, change: (given: string) => string): string => {
  const made = change(given);
  if (made === given) throw new Error('a mutation changes nothing');
  return made;
};

const objectWith = ({ objects }: WrittenPdf, words: string): WrittenObject => {
  for (const object of objects.values()) if (object.dict.includes(words)) return object;
  throw new Error(`there is no object with ${words}`);
};

/** The one object that has these words, without its stream. */
export const inObject =
  (words: string, change: (dict: string) => string): Mutation =>
  (written) => {
    const object = objectWith(written, words);
    object.dict = changed(object.dict, change);
  };

export const replaced = (words: string, from: string | RegExp, to: string): Mutation =>
  inObject(words, (dict) => dict.replace(from, to));

/** More entries of a dictionary. */
export const added = (words: string, entries: string): Mutation =>
  inObject(words, (dict) => dict.replace(/>>\s*$/, `${entries}\n>>`));

const contentIn = ({ objects }: WrittenPdf): WrittenObject => {
  for (const object of objects.values()) if (object.stream?.includes('\nBT\n')) return object;
  throw new Error('there is no page');
};

/** The operators of the page. */
export const onPage =
  (change: (content: string) => string): Mutation =>
  (written) => {
    const content = contentIn(written);
    content.stream = changed(content.stream ?? '', change);
  };

export const before = (operators: string): Mutation => onPage((content) => `${operators}\n${content}`);
export const after = (operators: string): Mutation => onPage((content) => `${content}\n${operators}\n`);

/** From its ink to its end. */
const texts = /\/Gs\d+ gs\n\/DeviceRGB cs\n[^\n]+ scn\nf\nq\n[\s\S]*?\nET\nEMC\nQ\n/g;

/** The texts of the page, each with its ink. */
export const onTexts = (change: (texts: string[]) => readonly string[]): Mutation =>
  onPage((content) => {
    const all = content.match(texts) ?? [];
    const made = change([...all]);
    return content.replace(all.join(''), made.join(''));
  });

/** One of the texts that are set in this size. */
export const inText = (sizePt: number, change: (text: string) => string, which = 0): Mutation =>
  onTexts((all) => {
    const own = all.filter((text) => text.includes(` ${sizePt} Tf`));
    return all.map((text) => (text === own.at(which) ? changed(text, change) : text));
  });

/** Two texts of a size take each other's place, with their fonts. */
export const swapped = (sizePt: number, first: number, second: number): Mutation =>
  onTexts((all) => {
    const own = all.filter((text) => text.includes(` ${sizePt} Tf`));
    const [one = '', other = ''] = [own.at(first), own.at(second)];
    const place = (text: string): string => /1 0 0 1 [\d.]+ [\d.]+ Tm/.exec(text)?.[0] ?? '';
    return all.map((text) => {
      if (text === one) return other.replace(place(other), place(one));
      return text === other ? one.replace(place(one), place(other)) : text;
    });
  });

/** What is drawn is moved by so many points. */
export const moved = (text: string, right: number, up: number): string =>
  text.replace(
    /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm/g,
    (_, x: string, y: string) => `1 0 0 1 ${Number(x) + right} ${Number(y) + up} Tm`,
  );

/** Several at once. */
export const all =
  (...mutations: readonly Mutation[]): Mutation =>
  (written) => {
    for (const mutate of mutations) mutate(written);
  };

/** The signs of a text, in hexadecimal. */
export const inSigns = (text: string, change: (signs: readonly string[]) => readonly string[]): string =>
  text.replace(/<([0-9a-f]+)>/, (_, hex: string) => `<${change(hex.match(/.{4}/g) ?? []).join('')}>`);

/** The stream of the object that another one refers to, such as a font's file. */
export const inStream =
  (owner: string, key: string, change: (stream: Buffer) => Buffer): Mutation =>
  (written) => {
    const reference = new RegExp(`${key} (\\d+) 0 R`).exec(objectWith(written, owner).dict)?.[1];
    const object = written.objects.get(Number(reference));
    if (!object) throw new Error(`${key} is not there`);
    object.stream = changed(object.stream ?? '', (stream) => change(Buffer.from(stream, 'latin1')).toString('latin1'));
  };
