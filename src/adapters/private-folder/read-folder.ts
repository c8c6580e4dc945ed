import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInLayouts, type NamedLayout } from '../../../templates/built-in-layouts.ts';
import type { Designs } from '../../config/choose-design.ts';
import { type Courses, parseCourseData } from '../../config/course-data.ts';
import { parseLayoutFile } from '../../config/layout-file.ts';
import type { SettingsProblem } from '../../config/settings-problem.ts';
import { readBoundedFile } from '../settings/read-bounded-file.ts';
import { fileSignature } from './file-signature.ts';
import { type ListedFile, listFiles } from './listed-files.ts';

const COURSE_DATA_BYTES_MAX = 8_388_608;
const LAYOUT_BYTES_MAX = 262_144;
const LAYOUTS_MAX = 200;

/** What the operator's private folder says, at one time. */
export type FolderContent = Designs &
  Readonly<{
    courses: Courses;
    /** Where the template folder's files really are, by place. */
    paths: ReadonlyMap<string, string>;
    warnings: readonly SettingsProblem[];
  }>;

/** What was read, or why it cannot be used, with the signatures of everything that was looked at. */
export type FolderReading = Readonly<{
  content: FolderContent | null;
  problems: readonly SettingsProblem[];
  signatures: ReadonlyMap<string, string>;
}>;

/** Without a folder. */
export const nothing: FolderContent = {
  courses: new Map(),
  layouts: builtInLayouts,
  templates: new Map(),
  paths: new Map(),
  warnings: [],
};

/**
 * Reads cert-data.yml, the layouts, and the names of the files below template_data. All of them may be absent, but not the
 * folder itself: a mistyped path, or a volume that is not mounted, would make certificates without anything of the operator's.
 *
 * @param privateDir the setting CERT_PRIVATE_DIR.
 */
export const readFolder = async (privateDir: string): Promise<FolderReading> => {
  const [dataPath, templatePath] = [join(privateDir, 'cert-data.yml'), join(privateDir, 'template_data')];
  const signatures = new Map([
    [dataPath, await fileSignature(dataPath)],
    [templatePath, await fileSignature(templatePath)],
  ]);
  const noFolder = await whyNoFolder(privateDir);
  if (noFolder !== null) {
    // When it comes, also an empty one, it is to be seen.
    signatures.set(privateDir, await fileSignature(privateDir));
    return { content: null, problems: [unreadable(privateDir, noFolder)], signatures };
  }
  const listing = await listFiles(templatePath);
  if ('because' in listing) return { content: null, problems: [unreadable(templatePath, listing.because)], signatures };
  for (const [path, signature] of listing.signatures) signatures.set(path, signature);

  const layoutFiles = listing.files.filter(({ place }) => isLayout(place));
  for (const { path } of layoutFiles) signatures.set(path, await fileSignature(path));
  const { layouts, problems } = await readLayouts(layoutFiles, templatePath);
  const data = await readCourses(dataPath, layouts);
  const told = [...problems, ...('problems' in data ? data.problems : [])];
  if ('problems' in data || told.length > 0) return { content: null, problems: told, signatures };

  const files = listing.files.filter(({ name }) => !/\.json$/i.test(name));
  const templates = new Map<string, readonly string[]>();
  for (const { name, place } of files) templates.set(name, [...(templates.get(name) ?? []), place]);
  const paths = new Map(files.map(({ place, path }) => [place, path]));
  return { content: { ...data, layouts, templates, paths }, problems: [], signatures };
};

const whyNoFolder = async (path: string): Promise<string | null> => {
  try {
    return (await stat(path)).isDirectory() ? null : 'CERT_PRIVATE_DIR is to name a folder, and this is a file';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code !== 'ENOENT') return `CERT_PRIVATE_DIR cannot be looked at (${String(error.code)})`;
    return 'CERT_PRIVATE_DIR names this folder, and it is not there: correct the setting, or make or mount the folder';
  }
};

/** The schema for editors may lie beside the layouts. */
const isLayout = (place: string): boolean => /^layouts\/[^/]+(?<!\.schema)\.json$/.test(place);

const readCourses = async (path: string, layouts: ReadonlyMap<string, NamedLayout>) => {
  const read = await readBoundedFile(path, COURSE_DATA_BYTES_MAX);
  if (read.outcome === 'read') return parseCourseData(path, read.text, layouts);
  if (read.outcome === 'absent') return { courses: new Map(), warnings: [] };
  return { problems: [unreadable(path, read.because)] };
};

type Layouts = Readonly<{ layouts: ReadonlyMap<string, NamedLayout>; problems: readonly SettingsProblem[] }>;

const readLayouts = async (files: readonly ListedFile[], templatePath: string): Promise<Layouts> => {
  const layouts = new Map(builtInLayouts);
  if (files.length > LAYOUTS_MAX) {
    return { layouts, problems: [unreadable(templatePath, `it holds more than ${LAYOUTS_MAX} layouts`)] };
  }
  const problems: SettingsProblem[] = [];
  for (const { path, name } of files) {
    const read = await readBoundedFile(path, LAYOUT_BYTES_MAX);
    if (read.outcome !== 'read') {
      problems.push(unreadable(path, read.outcome === 'absent' ? 'there is no such file' : read.because));
      continue;
    }
    const layout = parseLayoutFile({ path, name: name.replace(/\.json$/, ''), text: read.text });
    if ('problems' in layout) problems.push(...layout.problems);
    else layouts.set(layout.name, layout);
  }
  return { layouts, problems };
};

const unreadable = (where: string, message: string): SettingsProblem => ({
  code: 'settings-file-unreadable',
  origin: { kind: 'file', where },
  message,
});
