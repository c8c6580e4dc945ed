import { join } from 'node:path';
import pLimit from 'p-limit';
import { awkwardNames } from '../../../templates/awkward-names.ts';
import { drawSample } from '../../app/draw-sample.ts';
import type { Courses } from '../../config/course-data.ts';
import { didYouMean } from '../../config/nearest-name.ts';
import { quoted } from '../../config/visible-text.ts';
import { exitCodes } from '../exit-codes.ts';
import { loadNames } from '../load-names.ts';
import { onSignals } from '../on-signals.ts';
import { type CommandContext, type OpenDrawing, withDrawing } from '../opened.ts';
import { createProgress } from '../progress.ts';
import { sampleOrder } from '../sample-order.ts';
import { preparePlace, saveSample, writeReport } from '../sample-place.ts';
import { type PlannedSample, planSamples, type SampleOptions } from '../sample-plan.ts';
import type { SampleResult } from '../sample-report.ts';

/**
 * Draws certificates that are nobody's into a folder, with the renderer of real ones. Nothing is published or stored, and
 * no key is needed. One that fails does not stop the others.
 *
 * @throws UsageError before anything is drawn, when the names cannot be read or something is in the way.
 */
export const sample = async (options: SampleOptions, context: CommandContext): Promise<number> => {
  const names = await namesOf(options);
  return withDrawing(context, async (drawing) => {
    const content = await drawing.designs.content();
    const planned = planSamples(options, content, names);
    noteUnlisted(options, content.courses, context);
    await preparePlace(planned, options);
    const results = await drawAll(planned, { options, drawing, context });
    const unreported = await writeReport(results, options);

    const { data, note } = context.console;
    for (const { sample, reason } of results) {
      if (reason === null) data(join(options.out, sample.file));
      else note(`${sample.file}: ${reason}`);
    }
    const made = results.filter(({ reason }) => reason === null).length;
    note(`${made} of ${planned.length} samples are in ${options.out}`);
    if (unreported !== null) {
      note(`the report ${options.reportFile} was not written: ${unreported}`);
      return exitCodes.failed;
    }
    if (made === planned.length) return exitCodes.done;
    return made > 0 && results.length === planned.length ? exitCodes.someItemsFailed : exitCodes.failed;
  });
};

/** A course id with a slip of the fingers would be drawn as well, and look almost right. */
const noteUnlisted = ({ courseId }: SampleOptions, courses: Courses, { console }: CommandContext): void => {
  if (courseId === undefined || courses.size === 0 || courses.has(courseId)) return;
  const nearest = didYouMean(courseId, [...courses.keys()]);
  console.note(`${quoted(courseId)} is not in cert-data.yml, and drawn as such a course is${nearest}`);
};

const namesOf = async ({ name, inputFile }: SampleOptions): Promise<readonly string[]> => {
  if (inputFile !== undefined) return loadNames(inputFile);
  return name === undefined ? awkwardNames : [name];
};

type Work = Readonly<{ options: SampleOptions; drawing: OpenDrawing; context: CommandContext }>;

/** As many at once as there are workers, until a person has seen enough. */
const drawAll = async (planned: readonly PlannedSample[], work: Work): Promise<readonly SampleResult[]> => {
  const progress = createProgress(planned.length, work.context.console);
  const asked = new AbortController();
  const forget = onSignals(() => asked.abort());
  let done = 0;
  const limit = pLimit(work.context.settings.renderWorkers);
  const drawn = planned.map((sample) =>
    limit(async (): Promise<SampleResult | null> => {
      if (asked.signal.aborted) return null;
      const reason = await draw(sample, work);
      done += 1;
      progress.step(done, reason === null ? sample.file : `${sample.file} failed`);
      return { sample, reason };
    }),
  );
  try {
    return (await Promise.all(drawn)).filter((result) => result !== null);
  } finally {
    forget();
    progress.end();
  }
};

/** @returns why there is no sample, null when there is one. */
const draw = async ({ subject, name, file }: PlannedSample, { options, drawing }: Work): Promise<string | null> => {
  const person = { name, designation: options.assignTitle, grade: options.gradeText };
  const order = await sampleOrder(subject, person, drawing.designs);
  if ('reason' in order) return order.reason;
  const drawn = await drawSample(order, drawing.renderer);
  return 'reason' in drawn ? drawn.reason : saveSample(file, drawn.pdf, options);
};
