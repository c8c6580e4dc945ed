import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CourseData, type Courses, parseCourseData } from '../../config/course-data.ts';
import type { SettingsProblem } from '../../config/settings-problem.ts';
import { readBoundedFile } from './read-bounded-file.ts';

const COURSE_DATA_BYTES_MAX = 8_388_608;
const FOLDER_ENTRIES_MAX = 20_000;
const FOLDER_DEPTH_MAX = 8;

/** What the operator's private folder says about courses and templates. */
export type PrivateFolder = Readonly<{
  courses: Courses;
  /** File names of the PDF templates, without folders. */
  templatesAvailable: ReadonlySet<string>;
  warnings: readonly SettingsProblem[];
}>;

/**
 * Reads cert-data.yml and the names below template_data. Both may be absent, and without a folder there is nothing.
 *
 * @param privateDir the setting CERT_PRIVATE_DIR.
 */
export const loadPrivateFolder = async (
  privateDir: string | null,
): Promise<PrivateFolder | Readonly<{ problems: readonly SettingsProblem[] }>> => {
  if (privateDir === null) return { courses: new Map(), templatesAvailable: new Set(), warnings: [] };
  const templates = await templateNames(join(privateDir, 'template_data'));
  const data = await courseData(join(privateDir, 'cert-data.yml'));
  if ('problems' in data) return { problems: [...data.problems, ...templates.problems] };
  if (templates.problems.length > 0) return { problems: templates.problems };
  return { ...data, templatesAvailable: templates.names };
};

const courseData = async (path: string): Promise<CourseData> => {
  const read = await readBoundedFile(path, COURSE_DATA_BYTES_MAX);
  if (read.outcome === 'read') return parseCourseData(path, read.text);
  if (read.outcome === 'absent') return { courses: new Map(), warnings: [] };
  return { problems: [unreadable(path, read.because)] };
};

const templateNames = async (root: string): Promise<{ names: Set<string>; problems: SettingsProblem[] }> => {
  const names = new Set<string>();
  const folders = [{ path: root, depth: 0 }];
  let entries = 0;
  try {
    for (let folder = folders.pop(); folder; folder = folders.pop()) {
      for await (const entry of await opendir(folder.path)) {
        entries += 1;
        if (entries > FOLDER_ENTRIES_MAX) {
          return { names, problems: [unreadable(root, `it holds more than ${FOLDER_ENTRIES_MAX} files`)] };
        }
        if (entry.isDirectory() && folder.depth < FOLDER_DEPTH_MAX) {
          folders.push({ path: join(folder.path, entry.name), depth: folder.depth + 1 });
        } else if (entry.name.endsWith('.pdf')) names.add(entry.name);
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code !== 'ENOENT') return { names, problems: [unreadable(root, `listing it failed (${error.code})`)] };
  }
  return { names, problems: [] };
};

const unreadable = (where: string, message: string): SettingsProblem => ({
  code: 'settings-file-unreadable',
  origin: { kind: 'file', where },
  message,
});
