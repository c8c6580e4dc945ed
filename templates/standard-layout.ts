import type { Block, Layout, Page, Role, Step } from './layout.ts';

/**
 * The layout that every certificate had: a right-aligned heading, then from the left who did what,
 * and at the foot how to check it. Portrait is the same text on the other page.
 */

type Words = Pick<Block, 'role' | 'pattern' | 'face' | 'color' | 'align' | 'vertical' | 'whenSigned' | 'link'>;

const left = { face: 'regular', color: 'ink', align: 'left', vertical: 'top' } as const;
const right = { ...left, align: 'right' } as const;
const centered = { ...left, align: 'center' } as const;

const words = {
  heading: { ...right, pattern: '{CALLED}' },
  'issue date': { ...right, pattern: 'Issued {issuedDate}', face: 'italic' },
  preamble: { ...left, pattern: 'This is to certify that' },
  name: { ...left, pattern: '{name}', face: 'bold', color: 'accent', vertical: 'middle' },
  achievement: { ...left, pattern: 'successfully completed' },
  'course title': { ...left, pattern: '{courseTitle}', face: 'bold-italic', color: 'accent' },
  organisation: {
    ...left,
    pattern: 'a course of study offered by {org}, an online learning initiative of {longOrg} through edX.',
  },
  'kind of certificate': { ...centered, pattern: '{KIND} CERTIFICATE' },
  'verification address': {
    ...centered,
    pattern: '*Authenticity of this {called} can be verified at {verifyAddress}',
    whenSigned: true,
    link: 'verify',
  },
} as const satisfies Record<Role, Omit<Words, 'role'>>;

type Place = Pick<Block, 'steps' | 'below'> & Readonly<{ topMm: number; heightMm: number }>;
type Places = Readonly<{ leftMm: number; widthMm: number; of: Readonly<Record<Role, Place>> }>;

const one = (sizePt: number): readonly [Step] => [{ sizePt, linesMax: 1 }];
const upTo = (linesMax: number, sizePt: number): readonly [Step] => [{ sizePt, linesMax }];

const titleSteps = [
  { sizePt: 24, linesMax: 2 },
  { sizePt: 18, linesMax: 3 },
  { sizePt: 14, linesMax: 4 },
  { sizePt: 12, linesMax: 6 },
  { sizePt: 10 },
  { sizePt: 8 },
] as const;

const landscape: Places = {
  leftMm: 49,
  widthMm: 199,
  of: {
    heading: { topMm: 42.8, heightMm: 8.8, steps: one(19) },
    'issue date': { topMm: 51.6, heightMm: 6, steps: one(12) },
    preamble: { topMm: 73.2, heightMm: 6, steps: one(12) },
    name: {
      topMm: 79.4,
      heightMm: 18,
      // Smaller at once when it is wider than 153 mm, as it always was.
      steps: [
        { sizePt: 34, widthMaxMm: 153 },
        { sizePt: 18 },
        { sizePt: 14 },
        { sizePt: 12 },
        { sizePt: 10 },
        { sizePt: 8 },
      ],
    },
    achievement: { topMm: 97.8, heightMm: 6, steps: one(12) },
    'course title': { topMm: 106.5, heightMm: 46, steps: titleSteps },
    organisation: { topMm: 127.8, heightMm: 17, steps: upTo(3, 12), below: { role: 'course title', gapMm: 3.5 } },
    'kind of certificate': { topMm: 175, heightMm: 3.8, steps: one(7) },
    'verification address': { topMm: 179, heightMm: 7, steps: upTo(2, 7) },
  },
};

const portrait: Places = {
  leftMm: 45,
  widthMm: 143,
  of: {
    heading: { topMm: 50, heightMm: 8.8, steps: one(19) },
    'issue date': { topMm: 58.8, heightMm: 6, steps: one(12) },
    preamble: { topMm: 96, heightMm: 6, steps: one(12) },
    name: {
      topMm: 102.6,
      heightMm: 20,
      steps: [
        { sizePt: 34 },
        { sizePt: 26 },
        { sizePt: 18 },
        { sizePt: 14 },
        { sizePt: 12 },
        { sizePt: 10 },
        { sizePt: 8 },
      ],
    },
    achievement: { topMm: 123.2, heightMm: 6, steps: one(12) },
    'course title': { topMm: 133, heightMm: 70, steps: titleSteps },
    organisation: { topMm: 160, heightMm: 24, steps: upTo(4, 12), below: { role: 'course title', gapMm: 4 } },
    'kind of certificate': { topMm: 258, heightMm: 3.8, steps: one(7) },
    'verification address': { topMm: 262, heightMm: 7, steps: upTo(2, 7) },
  },
};

const blocksAt = ({ leftMm, widthMm, of }: Places): readonly Block[] =>
  (Object.keys(words) as Role[]).map((role) => {
    const { topMm, heightMm, ...fitting } = of[role];
    return { role, ...words[role], ...fitting, box: { leftMm, widthMm, topMm, heightMm } };
  });

/** The standard layout on each kind of page. */
export const standardLayout: Readonly<Record<Page, Layout>> = {
  'A4-landscape': {
    page: { widthMm: 297, heightMm: 210 },
    band: { leftMm: 15, widthMm: 20 },
    blocks: blocksAt(landscape),
  },
  'A4-portrait': {
    page: { widthMm: 210, heightMm: 297 },
    band: { leftMm: 15, widthMm: 20 },
    blocks: blocksAt(portrait),
  },
};
