import { createHash } from 'node:crypto';
import { awkwardNames } from '../../templates/awkward-names.ts';
import type { Preview } from '../adapters/preview/preview-server.ts';
import { fileSignature, settled } from '../adapters/private-folder/file-signature.ts';
import { readFolder } from '../adapters/private-folder/read-folder.ts';
import { drawSample } from '../app/draw-sample.ts';
import { courseSubject, layoutSubject, type SampleSubject } from '../config/sample-subjects.ts';
import { renderProblems } from '../config/settings-problem.ts';
import type { Drawing } from './compose-drawing.ts';
import { sampleOrder } from './sample-order.ts';

/**
 * What the preview shows of the operator's folder, as it is whenever somebody asks: the courses first, then the layouts.
 *
 * @param privateDir the setting CERT_PRIVATE_DIR.
 */
export const createPreview = (privateDir: string | null, { designs, renderer }: Drawing): Preview => {
  const subjects = async (): Promise<readonly SampleSubject[]> => {
    const content = await designs.content();
    const courses = [...content.courses.keys()].map((id) => courseSubject(id, content));
    const layouts = [...content.layouts.keys()].map((name) => layoutSubject(name));
    return [...courses, ...layouts];
  };

  return {
    state: async () => {
      const { version, problems } = await lookInto(privateDir);
      return { version, problems, names: awkwardNames, subjects: (await subjects()).map(({ label }) => label) };
    },
    draw: async (label, index) => {
      const subject = (await subjects()).find((one) => one.label === label);
      const name = Number.isInteger(index) ? awkwardNames[index] : undefined;
      if (!subject || name === undefined) return undefined;
      const order = await sampleOrder(subject, { name, designation: 'MD', grade: 'Pass' }, designs);
      return 'reason' in order ? order : drawSample(order, renderer);
    },
  };
};

/** The folder as it is now, also when it cannot be used. Its templates count by time and size, as its other files do. */
const lookInto = async (privateDir: string | null): Promise<Readonly<{ version: string; problems: string | null }>> => {
  if (privateDir === null) return { version: 'built-in', problems: null };
  const { content, problems, signatures } = await readFolder(privateDir);
  const templates = await Promise.all([...(content?.paths.values() ?? [])].map(fileSignature));
  const seen = [...signatures.values(), ...templates].map(settled);
  const words = problems.length > 0 ? renderProblems(problems) : null;
  return {
    version: createHash('sha256')
      .update(JSON.stringify([seen, words]))
      .digest('hex'),
    problems: words,
  };
};
