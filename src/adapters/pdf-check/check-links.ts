import { SelfCheckError } from '../../ports/certificate-check.ts';
import type { DrawnParagraph } from './compare-texts.ts';
import type { DrawnLine } from './drawn-lines.ts';
import type { Area } from './painter.ts';
import type { PdfFile } from './pdf-file.ts';
import { isBytes, type PdfDict, type PdfValue } from './pdf-values.ts';

type Link = Readonly<{ address: string; area: Area }>;

const tolerancePt = 0.1;
/** Higher than that, a link lies over the neighbours of its line; times its size. */
const heightEmMax = 1.5;

/**
 * Whether there is a link over every line that should lead somewhere, and no other: neither to another address, nor at another place.
 *
 * @throws SelfCheckError `self-check-link`
 */
export const checkLinks = (
  file: PdfFile,
  annotations: readonly PdfDict[],
  paragraphs: readonly DrawnParagraph[],
): void => {
  const links = annotations.map((annotation) => linkOf(file, annotation));
  const wanted = paragraphs.flatMap(({ expected: { link }, lines }) =>
    link ? lines.map((line) => ({ address: link, line })) : [],
  );
  const addresses = new Set(wanted.map(({ address }) => address));
  const strays = links.filter(({ address }) => !addresses.has(address)).length;
  if (strays > 0) throw wrongLinks(`${strays} of its links ${strays === 1 ? 'leads' : 'lead'} elsewhere`);

  for (const { address, line } of wanted) {
    const at = links.findIndex((link) => link.address === address && liesOn(link.area, line));
    if (at < 0) throw wrongLinks(links.length < wanted.length ? 'a link is missing' : 'a link lies elsewhere');
    links.splice(at, 1);
  }
  if (links.length > 0) throw wrongLinks('there are links that nobody asked for');
};

/** What a link has, and nothing else: no looks of its own, no other actions. */
const knownKeys: ReadonlySet<string> = new Set([
  '/Type',
  '/Subtype',
  '/Rect',
  '/Border',
  '/C',
  '/F',
  '/A',
  '/Contents',
  '/StructParent',
  '/P',
]);
/** It is there, on screen and on paper. */
const shown: ReadonlySet<unknown> = new Set([undefined, 0, 4]);

const linkOf = (file: PdfFile, annotation: PdfDict): Link => {
  const action = file.dict(annotation.get('/A'));
  const isPlain =
    annotation.get('/Subtype') === '/Link' &&
    [...annotation.keys()].every((key) => knownKeys.has(key)) &&
    action.get('/S') === '/URI' &&
    !action.has('/Next') &&
    shown.has(annotation.get('/F'));
  if (!isPlain) throw wrongLinks('something on its page is no plain link');
  const address = addressIn(file, action.get('/URI'));
  if (annotation.has('/Contents') && addressIn(file, annotation.get('/Contents')) !== address)
    throw wrongLinks('a link is called otherwise than it leads');
  const [x = 0, y = 0, otherX = 0, otherY = 0] = file.list(annotation.get('/Rect')).map((value) => Number(value));
  return {
    address,
    area: {
      left: Math.min(x, otherX),
      right: Math.max(x, otherX),
      bottom: Math.min(y, otherY),
      top: Math.max(y, otherY),
    },
  };
};

const addressIn = (file: PdfFile, value: PdfValue | undefined): string => {
  const address = file.get(value);
  return isBytes(address) ? Buffer.from(address).toString('latin1') : '';
};

/** From the line's one end to the other, and hardly higher than the line. */
const liesOn = ({ left, right, bottom, top }: Area, { x, right: end, y, sizePt }: DrawnLine): boolean =>
  Math.abs(left - x) < tolerancePt &&
  Math.abs(right - end) < tolerancePt &&
  bottom < y &&
  top > y + sizePt / 2 &&
  top - bottom < heightEmMax * sizePt;

const wrongLinks = (because: string): SelfCheckError =>
  new SelfCheckError('self-check-link', `the finished PDF does not lead where it should: ${because}`);
