import { type Lie, type Noted, type Verified, verifyLog } from '../../app/verify-log.ts';
import { exitCodes } from '../exit-codes.ts';
import { createHeadsFile, type HeadsFile } from '../heads-file.ts';
import { type CommandContext, withStored } from '../opened.ts';
import { readReceipt, refuseToReplace, writeReceipt } from '../receipt.ts';
import { createTally } from '../tally.ts';

type Options = Readonly<{ keepGoing?: boolean; receipt?: string; expect?: string; heads?: string; json?: boolean }>;

/** Of more than this the names are of no use to anybody; the number is told. */
const liesToldMax = 1_000;

/** Verifies every event of the whole log. Ends with 1 at the first that is not what was written. */
export const verifyLogCommand = async (options: Options, context: CommandContext): Promise<number> => {
  const expected = options.expect === undefined ? null : await readReceipt(options.expect);
  for (const file of [options.receipt, options.heads]) if (file !== undefined) await refuseToReplace(file);

  const told: Lie[] = [];
  const onLie = (lie: Lie): boolean => {
    if (told.length < liesToldMax) {
      told.push(lie);
      if (!options.json) context.console.data(`${lie.message} (${lie.code})`);
    }
    return options.keepGoing === true;
  };
  const heads = options.heads === undefined ? null : await createHeadsFile(options.heads);
  let verified: Verified;
  try {
    verified = await verify({ expected, onLie, heads }, context);
  } catch (error) {
    await heads?.discard();
    throw error;
  }
  await (verified.lies === 0 ? heads?.close() : heads?.discard());
  return report(verified, { ...options, told }, context);
};

type Parts = Readonly<{ expected: Noted | null; onLie: (lie: Lie) => boolean; heads: HeadsFile | null }>;

const verify = ({ heads, ...parts }: Parts, context: CommandContext): Promise<Verified> => {
  const tally = createTally(context.console);
  return withStored(context, ({ stored, damaged }) =>
    verifyLog(stored, {
      ...parts,
      damaged,
      onProgress: ({ reading, done, of }) => tally.at(done, titles[reading], of),
      onLine: async (line) => heads?.write(line),
    }),
  ).finally(tally.end);
};

const titles = { log: 'events listed', streams: 'streams verified' } as const;

const report = async (
  verified: Verified,
  options: Options & Readonly<{ told: readonly Lie[] }>,
  { console: { data, note } }: CommandContext,
): Promise<number> => {
  const { lies, streams, events, position, digest } = verified;
  const { told, receipt, json } = options;
  if (lies > 0) {
    if (json) data(JSON.stringify({ ok: false, count: lies, lies: told }));
    else note(options.keepGoing ? `lies: ${lies}` : 'stopped here: --keep-going names every lie');
    return exitCodes.failed;
  }
  if (json) data(JSON.stringify({ ok: true, streams, events, position, digest }));
  else for (const line of renderVerified(verified, options)) data(line);
  if (receipt !== undefined) {
    const because = await writeReceipt(receipt, verified);
    if (because !== null) {
      note(`the receipt ${receipt} was not written: ${because}`);
      return exitCodes.failed;
    }
    note(`${receipt} is written: keep it where nobody can change it who can change the log`);
  }
  return exitCodes.done;
};

const renderVerified = ({ streams, events, position, digest }: Verified, { expect }: Options): readonly string[] => [
  'every event is the one that was written, and fits',
  ...(expect === undefined ? [] : [`the log still holds all that ${expect} says`]),
  `streams   ${streams}`,
  `events    ${events}`,
  `position  ${position}`,
  `digest    ${digest}`,
];
