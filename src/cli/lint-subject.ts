import { downloadAddress, verifyAddress } from '../../templates/addresses.ts';
import { awkwardNames } from '../../templates/awkward-names.ts';
import { builtInLayouts } from '../../templates/built-in-layouts.ts';
import { filledBlocks } from '../../templates/filled-blocks.ts';
import type { Fault } from '../../templates/lint/fault.ts';
import { faultsOfCodes } from '../../templates/lint/faults-of-codes.ts';
import { faultsOfLines } from '../../templates/lint/faults-of-lines.ts';
import { placedLines } from '../../templates/placed-lines.ts';
import type { FontMetrics } from '../../templates/text-runs.ts';
import { drawSample, type SampleOrder, sampleContent } from '../app/draw-sample.ts';
import type { SampleSubject } from '../config/sample-subjects.ts';
import type { Drawing } from './compose-drawing.ts';
import type { LintFinding } from './lint-finding.ts';
import { sampleOrder } from './sample-order.ts';

/** As long as a course's title gets. */
const longTitle = 'Introduction to the History, Theory and Practice of Everything That Can Be Taught '.repeat(2).trim();
/** The LMS's column for links. */
const addressCharactersMax = 128;

type Tools = Readonly<{ drawing: Drawing; fonts: FontMetrics }>;

/** Everything that is wrong with a layout or a course, tried with the awkward names, and with a long title for the first. */
export const lintSubject = async (subject: SampleSubject, tools: Tools): Promise<readonly LintFinding[]> => {
  const titled = { ...subject, course: { ...subject.course, LONG_COURSE: longTitle } };
  const tries = [
    ...awkwardNames.map((name, at) => ({ subject, name, tried: `awkward name ${at + 1}` })),
    ...awkwardNames.slice(0, 1).map((name) => ({ subject: titled, name, tried: 'a title of 160 characters' })),
  ];
  const found = await Promise.all(tries.map((one) => findingsOf(one, tools)));
  return worstOfEach(found.flat());
};

type Try = Readonly<{ subject: SampleSubject; name: string; tried: string }>;
type Measured = LintFinding & Readonly<{ measure: number }>;

const findingsOf = async ({ subject, name, tried }: Try, { drawing, fonts }: Tools): Promise<readonly Measured[]> => {
  const about = { subject: subject.label, block: null, level: 'error', measure: 0 } as const;
  const order = await sampleOrder(subject, { name, designation: 'MD', grade: 'Pass' }, drawing.designs);
  const failed = (reason: string): Measured => ({
    ...about,
    rule: 'drawing',
    message: `${reason}; tried with ${tried}`,
  });
  if ('reason' in order) return [failed(order.reason)];
  const drawn = await drawSample(order, drawing.renderer);
  if (order.settings.problem) return 'reason' in drawn ? [failed(drawn.reason)] : [];

  const certificate = { ...sampleContent(order), layout: drawing.designs.layoutOf(order.settings) };
  // What could not be drawn may have letters that cannot be measured, either.
  const lines = 'reason' in drawn ? [] : placedLines(filledBlocks(certificate), fonts);
  const faults = [...faultsOfLines(lines), ...faultsOfCodes(certificate)];
  return [
    ...('reason' in drawn ? [failed(drawn.reason)] : []),
    ...faults.map(({ message, ...fault }) => ({
      ...about,
      ...fault,
      level: levelOf(fault, order),
      message: fault.rule === 'text-size' ? `${message}; tried with ${tried}` : message,
    })),
    ...longAddresses(order).map((message) => ({ ...about, rule: 'address-length' as const, message })),
  ];
};

/** The colours of the program's own layouts are the old agent's, whom they continue: nobody can change them in a file. */
const levelOf = ({ rule }: Pick<Fault, 'rule'>, { settings }: SampleOrder): LintFinding['level'] =>
  rule === 'contrast' && builtInLayouts.has(settings.layout) ? 'note' : 'error';

const longAddresses = (order: SampleOrder): readonly string[] => {
  const content = sampleContent(order);
  const addresses = [
    ['download link', downloadAddress(content), 'CERT_DOWNLOAD_URL or CERT_FILENAME'],
    ['verification link', verifyAddress(content), 'CERT_VERIFY_URL'],
  ] as const;
  return addresses
    .filter(([, { length }]) => length > addressCharactersMax)
    .map(
      ([what, { length }, setting]) =>
        `the ${what} has ${length} characters, and the LMS takes ${addressCharactersMax}: shorten ${setting}`,
    );
};

/** Of what is wrong with one block in one way, the worst is told; with more than one reason, each. */
const worstOfEach = (found: readonly Measured[]): readonly LintFinding[] => {
  const worst = new Map<string, Measured>();
  for (const finding of found) {
    const { rule, block, message } = finding;
    const key =
      rule === 'drawing' || rule === 'address-length' ? `${rule} ${message.split('; tried')[0]}` : `${rule} ${block}`;
    const before = worst.get(key);
    if (!before || finding.measure < before.measure) worst.set(key, finding);
  }
  return [...worst.values()].map(({ measure: _, ...finding }) => finding);
};
