import { renderProblems, type SettingsProblem } from '../../config/settings-problem.ts';
import { fileSignature, isAbsent, isUnchanged, settled } from './file-signature.ts';
import { type FolderContent, type FolderReading, nothing, readFolder } from './read-folder.ts';

/** The operator's private folder, as it is at any time. */
export type PrivateFolder = Readonly<{
  /** What it says now. What cannot be used is told to `onProblems` once, and what was read before goes on. */
  current: () => Promise<FolderContent>;
}>;

export type Listeners = Readonly<{
  /** Something has changed and was read. */
  onRead: (content: FolderContent) => void;
  /** Something has changed and cannot be used. */
  onProblems: (problems: readonly SettingsProblem[]) => void;
}>;

/** What is done with a folder that cannot be used from the beginning: its author may be about to mend it. */
export type WhenUnusable = 'refuse' | 'begin-with-nothing';

/**
 * Opens the folder. It is looked at whenever somebody asks, by the times and sizes of its files: a few system calls, which
 * work on every file system, where a watcher would not.
 *
 * @param privateDir the setting CERT_PRIVATE_DIR; without one there is nothing.
 * @returns the problems when what is there cannot be used and is refused.
 */
export const openPrivateFolder = async (
  privateDir: string | null,
  { onRead, onProblems }: Listeners,
  whenUnusable: WhenUnusable = 'refuse',
): Promise<PrivateFolder | Readonly<{ problems: readonly SettingsProblem[] }>> => {
  if (privateDir === null) return { current: async () => nothing };
  const first = await readFolder(privateDir);
  if (!first.content && whenUnusable === 'refuse') return { problems: first.problems };

  let content = first.content ?? nothing;
  let latest = first;
  let good: FolderReading = first.content ? first : { content, problems: [], signatures: new Map() };
  let told = '';
  const look = async (): Promise<FolderContent> => {
    if (await isStill(latest)) return content;
    latest = await readFolder(privateDir);
    const problems = [...latest.problems, ...goneSince(good, latest)];
    if (latest.content && problems.length === 0) {
      if (isOther(good, latest)) onRead(latest.content);
      content = latest.content;
      good = latest;
      told = '';
    } else if (told !== renderProblems(problems)) {
      told = renderProblems(problems);
      onProblems(problems);
    }
    return content;
  };

  let looking: Promise<FolderContent> | undefined;
  return {
    current: () => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
};

const isStill = async ({ signatures }: FolderReading): Promise<boolean> => {
  for (const [path, signature] of signatures) {
    if (!isUnchanged(signature, await fileSignature(path))) return false;
  }
  return true;
};

/** Told only when something looks different, not when it was read again to be sure. */
const isOther = (before: FolderReading, after: FolderReading): boolean =>
  before.signatures.size !== after.signatures.size ||
  [...after.signatures].some(([path, signature]) => settled(signature) !== settled(before.signatures.get(path) ?? ''));

/** A file that has gone is no file without courses: a volume may have been unmounted. */
const goneSince = (before: FolderReading, after: FolderReading): readonly SettingsProblem[] =>
  [...after.signatures].flatMap(([path, signature]) =>
    isAbsent(signature) && !isAbsent(before.signatures.get(path) ?? signature)
      ? [
          {
            code: 'settings-file-unreadable',
            origin: { kind: 'file', where: path },
            message: 'it is not there any more',
          },
        ]
      : [],
  );
