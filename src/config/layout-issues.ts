import type { z } from 'zod';
import { layoutJsonSchema } from '../../templates/layout-schema/layout.ts';
import { placeholderNames } from '../../templates/placeholders.ts';
import { didYouMean } from './nearest-name.ts';
import { quoted, visibleText } from './visible-text.ts';

/** What is wrong with a part of a layout, by the names and numbers that lead to it. */
type Explained = Readonly<{ path: readonly PropertyKey[]; message: string }>;

/**
 * An issue of the layout's schema in words for the author of a layout. Where a value can be written in several ways, the
 * faults of the way that was meant are told.
 *
 * @param value the whole layout as it was written.
 */
export const explainedIssue = (
  issue: z.core.$ZodIssue,
  value: unknown,
  above: readonly PropertyKey[] = [],
): readonly Explained[] => {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `${quoted(key)} says nothing here${didYouMean(key, knownNames)}`,
    }));
  }
  if (isMissing(issue, valueAt(value, path))) {
    return [{ path, message: `"${String(path.at(-1))}" is missing${whatIsExpected(issue)}` }];
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((issues) => !issues.some(isOfAnotherKind));
    if (meant.length === 1) return (meant[0] ?? []).flatMap((inner) => explainedIssue(inner, value, path));
  }
  const placeholder = issue.code === 'custom' ? issue.params?.['placeholder'] : undefined;
  const hint = typeof placeholder === 'string' ? didYouMean(placeholder, placeholderNames) : '';
  return [{ path, message: visibleText(issue.message) + hint }];
};

const isMissing = ({ code }: z.core.$ZodIssue, value: unknown): boolean =>
  value === undefined && (code === 'invalid_type' || code === 'invalid_union' || code === 'invalid_value');

/** Of the ways to write a value, this one was not meant at all: a text where a list stands. */
const isOfAnotherKind = ({ code, path }: z.core.$ZodIssue): boolean =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

const whatIsExpected = ({ message }: z.core.$ZodIssue): string =>
  message.startsWith('expected') ? `: ${message}` : '';

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (within, step) =>
      typeof within === 'object' && within !== null ? (within as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

const namesIn = (schema: unknown): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as Readonly<{ properties?: object }>;
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(namesIn)];
};

/** Every name that can stand anywhere in a layout. */
const knownNames: readonly string[] = [...new Set(namesIn(layoutJsonSchema()))];
