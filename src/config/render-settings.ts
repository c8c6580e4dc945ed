import type { CheckedSettings } from './check-values.ts';
import { renderOrigin } from './origin.ts';
import { definitionEntries } from './setting-definitions.ts';
import { visibleText } from './visible-text.ts';

/** One row for each setting, in the order of the documentation: name, value, origin. Secrets are redacted. */
const rowsOf = ({ settings, origins }: CheckedSettings) =>
  definitionEntries.map(([key, { name, kind }]) => ({
    name,
    key,
    value: kind.secret && settings[key] !== null ? '[redacted]' : settings[key],
    origin: origins[key],
  }));

/** For `config print`: a line for each setting with its value, as the program uses it, and where it came from. */
export const renderSettings = (resolved: CheckedSettings): string => {
  const cells = rowsOf(resolved).map(({ key, value, origin }) => [
    key,
    visibleText(JSON.stringify(value)),
    visibleText(renderOrigin(origin)),
  ]);
  const widthOf = (column: number) => Math.max(...cells.map((row) => Math.min(row[column]?.length ?? 0, 60)));
  const widths = [widthOf(0), widthOf(1)];
  return cells
    .map(
      ([key = '', value = '', origin = '']) =>
        `${key.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${origin}`,
    )
    .join('\n');
};

/** For `config print --json`: the same as one JSON document, `{"QUEUE_URL": {"value": …, "origin": …}, …}`. */
export const renderSettingsJson = (resolved: CheckedSettings): string =>
  JSON.stringify(Object.fromEntries(rowsOf(resolved).map(({ name, ...row }) => [name, row])), null, 2);
