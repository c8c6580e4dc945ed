import type { CheckedSettings } from './check-values.ts';
import type { Kind } from './kind.ts';
import { renderOrigin } from './origin.ts';
import { definitionEntries } from './setting-definitions.ts';
import { visibleText } from './visible-text.ts';

/** One row for each setting, in the order of the documentation: name, value, origin. Secrets redact themselves. */
const rowsOf = ({ settings, origins }: CheckedSettings) =>
  definitionEntries.map(([key, { name, kind }]) => ({
    name,
    key,
    value: shown(kind, settings[key]),
    origin: origins[key],
  }));

const shown = ({ factor = 1, publicPart }: Kind<unknown>, value: unknown): unknown => {
  if (typeof value === 'number') return value / factor;
  return typeof value === 'string' && publicPart ? publicPart(value) : value;
};

/** For `config print`: a line for each setting with its value, in the setting’s own unit, and where it came from. */
export const renderSettings = (resolved: CheckedSettings): string => {
  const cells = rowsOf(resolved).map(({ name, value, origin }) => [
    name,
    visibleText(JSON.stringify(value)),
    visibleText(renderOrigin(origin)),
  ]);
  const widthOf = (column: number) => Math.max(...cells.map((row) => Math.min(row[column]?.length ?? 0, 60)));
  const widths = [widthOf(0), widthOf(1)];
  return cells
    .map(
      ([name = '', value = '', origin = '']) =>
        `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${origin}`,
    )
    .join('\n');
};

/** For `config print --json`: the same as one JSON document, `{"QUEUE_URL": {"value": …, "origin": …}, …}`. */
export const renderSettingsJson = (resolved: CheckedSettings): string =>
  JSON.stringify(Object.fromEntries(rowsOf(resolved).map(({ name, ...row }) => [name, row])), null, 2);
