import { readFileSync } from 'node:fs';

/** An arrow of the documented diagram, e.g. `error --regen_cert--> regenerating`. */
export type DocumentedArrow = string;

/** The arrows of the diagram in the README, read from the text itself. */
export const documentedArrows = (): readonly DocumentedArrow[] => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const block = /```\n(\[deleted,error,unavailable\][\s\S]*?)```/.exec(readme)?.[1];
  if (!block) throw new Error('the README has no diagram');
  return block.trim().split('\n').flatMap(arrowsOfLine).sort();
};

const arrowsOfLine = (line: string): DocumentedArrow[] => {
  const words = line.split(/--(.+?)-->/).map((word) => word.trim());
  const arrows: DocumentedArrow[] = [];
  for (let at = 0; at + 2 < words.length; at += 2) {
    const [from = '', event, to = ''] = words.slice(at, at + 3);
    for (const state of statesOf(from)) arrows.push(`${state} --${event}--> ${statesOf(to)[0]}`);
  }
  return arrows;
};

const statesOf = (text: string): string[] => text.replace(/[[\]]/g, '').split(/,\s*/);

/** How the document words an arrow of the chart. A regeneration is left when both of its facts are stored. */
export const wordingOf = (from: string, event: string): string => {
  if (event === 'certificate.failed') return 'failure';
  if (from === 'regenerating' && event === 'certificate.removed') return 'certificate removed, created';
  return event.replace('.', ' ');
};
