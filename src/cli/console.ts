/** Where a command writes: data on one side, words about it on the other, so that data can be piped. */
export type Console = Readonly<{
  /** One line of data. */
  data: (line: string) => void;
  /** One line for the person at the terminal. */
  note: (line: string) => void;
  /** True when a person reads the data. */
  isTerminal: boolean;
}>;

export const processConsole = (): Console => ({
  data: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  isTerminal: process.stdout.isTTY === true,
});
