import type { Given, Reading } from './given.ts';
import { readJsonObject } from './json-text.ts';
import { didYouMean } from './nearest-name.ts';
import type { Origin } from './origin.ts';
import { settingDefinitions } from './setting-definitions.ts';
import type { SettingsProblem } from './settings-problem.ts';
import type { SettingsFile } from './settings-sources.ts';
import { fileName, fileNames, keyOfFileName } from './spellings.ts';
import type { TextPlace, TextProblem } from './text-place.ts';
import { quoted, visibleText } from './visible-text.ts';
import { readYaml } from './yaml-text.ts';

type Entry = TextPlace & Readonly<{ name: string; written: string; value: unknown }>;
type Entries = Readonly<{ entries: readonly Entry[]; problems: readonly TextProblem[] }>;

/** The settings that a file gives. Names that are no settings are problems, each with its place. */
export const givenFile = (file: SettingsFile): Reading => {
  const { entries, problems: malformed } = file.format === 'yaml' ? yamlEntries(file.text) : jsonEntries(file.text);
  const originOf = ({ line, column }: TextPlace): Origin => ({
    kind: file.legacy ? 'legacy-file' : 'file',
    where: visibleText(file.path),
    line,
    column,
  });
  const given: Given[] = [];
  const problems: SettingsProblem[] = malformed.map((problem) => ({
    code: 'settings-file-malformed',
    origin: originOf(problem),
    message: problem.message,
  }));

  for (const entry of entries) {
    const key = keyOfFileName(entry.name);
    const origin = originOf(entry);
    if (key === undefined) {
      const message = `${quoted(entry.written)} is no setting${didYouMean(entry.name, fileNames)}`;
      problems.push({ code: 'setting-unknown', origin, message });
    } else if (settingDefinitions[key].outsideFiles) {
      const message = `${entry.name} says where the settings are: give it as a flag or an environment variable`;
      problems.push({ code: 'setting-misplaced', origin, message });
    } else if (entry.value !== null) {
      const { written, value: raw } = entry;
      given.push({ key, raw, origin, written: visibleText(written), openToOthers: file.openToOthers });
    }
  }
  return { given, problems };
};

const jsonEntries = (text: string): Entries => {
  const { entries, problems } = readJsonObject(text);
  return { entries: entries.map((entry) => ({ ...entry, written: entry.name })), problems };
};

/** Names may also be nested: `log: {format: edx}` is LOG_FORMAT. */
const yamlEntries = (text: string): Entries => {
  const { value, problems, locate } = readYaml(text);
  if (value === null || value === undefined) return { entries: [], problems };
  if (!isMapping(value)) {
    return { entries: [], problems: [{ line: 1, column: 1, message: 'expected lines of the form `name: value`' }] };
  }
  const entriesAt = (path: readonly string[], held: unknown): readonly Entry[] => {
    const written = path.join('.');
    const name = fileName(written);
    const isGroup =
      isMapping(held) && keyOfFileName(name) === undefined && fileNames.some((known) => known.startsWith(`${name}_`));
    return isGroup
      ? Object.entries(held).flatMap(([inner, innerValue]) => entriesAt([...path, inner], innerValue))
      : [{ name, written, value: held, ...locate(path) }];
  };
  return { entries: Object.entries(value).flatMap(([name, held]) => entriesAt([name], held)), problems };
};

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
