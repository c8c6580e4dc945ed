import { loadFonts } from '../../adapters/fonts/load-fonts.ts';
import { loadOperatorFonts } from '../../adapters/fonts/load-operator-fonts.ts';
import { courseSubject, layoutSubject, type SampleSubject } from '../../config/sample-subjects.ts';
import { quoted } from '../../config/visible-text.ts';
import { type CertificateDesigns, operatorFontsFolder } from '../compose-certificates.ts';
import { exitCodes } from '../exit-codes.ts';
import { findingOf, type LintFinding } from '../lint-finding.ts';
import { lintSubject } from '../lint-subject.ts';
import { type CommandContext, withDrawing } from '../opened.ts';
import { createProgress } from '../progress.ts';
import { renderTable } from '../render-table.ts';
import { UnusableSettingsError } from '../unusable-settings-error.ts';
import { UsageError } from '../usage-error.ts';

type Format = Readonly<{ json?: boolean }>;

/**
 * Looks for what is wrong with layouts and courses before anybody gets a certificate of them.
 *
 * @param names layouts or courses; without any, all.
 * @throws UsageError when there is no such layout or course.
 */
export const templatesLint = async (
  names: readonly string[],
  { json }: Format,
  context: CommandContext,
): Promise<number> => {
  const findings = await findingsOf(names, context);
  const { data, note } = context.console;
  if (json) data(JSON.stringify(findings));
  else if (findings.length > 0) data(renderTable(['', 'of', 'block', 'rule', 'what is wrong'], findings.map(rowOf)));
  const errors = findings.filter(({ level }) => level === 'error').length;
  const notes = findings.length - errors;
  note(`${errors === 0 ? 'nothing is wrong' : `${errors} to be corrected`}${notes > 0 ? `; notes: ${notes}` : ''}`);
  return errors === 0 ? exitCodes.done : exitCodes.failed;
};

const rowOf = ({ level, subject, block, rule, message }: LintFinding): readonly string[] => [
  level,
  subject ?? '',
  block ?? '',
  rule,
  message,
];

/** What cannot be read at all is told alone: the rest depends on it. */
const findingsOf = async (names: readonly string[], context: CommandContext): Promise<readonly LintFinding[]> => {
  try {
    return await withDrawing(context, async (drawing) => {
      const content = await drawing.designs.content();
      const operatorFonts = await loadOperatorFonts(operatorFontsFolder(context.settings));
      if ('problems' in operatorFonts) throw new UnusableSettingsError(operatorFonts.problems);
      const fonts = await loadFonts(operatorFonts);
      const subjects = chosenSubjects(names, content);
      const progress = createProgress(subjects.length, context.console);
      const findings: LintFinding[] = content.warnings.map(findingOf);
      for (const [at, subject] of subjects.entries()) {
        findings.push(...(await lintSubject(subject, { drawing, fonts })));
        progress.step(at + 1, quoted(subject.label));
      }
      progress.end();
      return findings;
    });
  } catch (error) {
    if (error instanceof UnusableSettingsError) return error.problems.map(findingOf);
    throw error;
  }
};

type Content = Awaited<ReturnType<CertificateDesigns['content']>>;

const chosenSubjects = (names: readonly string[], content: Content): readonly SampleSubject[] => {
  const layouts = [...content.layouts.keys()].map((name) => layoutSubject(name));
  const courses = [...content.courses.keys()].map((id) => courseSubject(id, content));
  const all = [...layouts, ...courses];
  if (names.length === 0) return all;
  return names.map((name) => {
    const found = all.find(({ label }) => label === name);
    if (found) return found;
    throw new UsageError(
      `there is no layout or course ${quoted(name)}: layouts are ${[...content.layouts.keys()].join(', ')}`,
    );
  });
};
