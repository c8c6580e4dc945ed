/**
 * Unicode gives Chinese, Japanese and Korean letters of one origin one number, although they are written
 * differently. A browser is told by the page's language; a name comes without any.
 */
export type HanStyle = 'simplified' | 'traditional' | 'japanese' | 'korean';

const han = /\p{Script=Han}/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const hangul = /\p{Script=Hangul}/u;

/**
 * How a text's Chinese letters are to be written. Kana tell Japanese, Hangul Korean. Else the oldest character set
 * that has all of the letters decides: GB 2312 simplified, Big5 traditional, JIS X 0208 Japanese.
 *
 * @param others what else is printed on the same page: it decides for letters that say nothing.
 */
export const hanStyleOf = (text: string, others = ''): HanStyle => {
  if (kana.test(text)) return 'japanese';
  if (hangul.test(text)) return 'korean';
  const letters = [...text].filter((letter) => han.test(letter));
  if (letters.length === 0) return 'simplified';

  const possible = orders.filter(({ set }) => letters.every((letter) => set().has(letter))).map(({ style }) => style);
  const hinted = kana.test(others) ? 'japanese' : hangul.test(others) ? 'korean' : undefined;
  if (hinted && (possible.length === 0 || possible.includes(hinted) || hinted === 'korean')) return hinted;
  return possible[0] ?? 'simplified';
};

type Rows = Readonly<{ encoding: string; first: readonly [number, number]; second: readonly [number, number] }>;

/** All Chinese letters of a character set of two bytes. */
const lettersIn = ({ encoding, first, second }: Rows): (() => ReadonlySet<string>) => {
  let letters: ReadonlySet<string> | undefined;
  return () => {
    letters ??= new Set(
      [...between(first)].flatMap((lead) => {
        const row = new TextDecoder(encoding).decode(
          Uint8Array.from([...between(second)].flatMap((trail) => [lead, trail, newline])),
        );
        return [...row].filter((letter) => han.test(letter));
      }),
    );
    return letters;
  };
};

/** Keeps what is no letter from swallowing the next one. */
const newline = 10;

const between = function* ([from, to]: readonly [number, number]): Generator<number> {
  for (let byte = from; byte <= to; byte += 1) yield byte;
};

const orders: readonly Readonly<{ style: HanStyle; set: () => ReadonlySet<string> }>[] = [
  { style: 'simplified', set: lettersIn({ encoding: 'gbk', first: [0xb0, 0xf7], second: [0xa1, 0xfe] }) },
  { style: 'traditional', set: lettersIn({ encoding: 'big5', first: [0xa4, 0xf9], second: [0x40, 0xfe] }) },
  { style: 'japanese', set: lettersIn({ encoding: 'euc-jp', first: [0xb0, 0xf4], second: [0xa1, 0xfe] }) },
];
