import type { Layout } from './layout.ts';
import { layoutDigest } from './layout-digest.ts';
import { layoutSchema } from './layout-schema/layout.ts';
import version1 from './layouts/1.json' with { type: 'json' };
import version2 from './layouts/2.json' with { type: 'json' };
import version3Dynamic from './layouts/3_dynamic.json' with { type: 'json' };
import mitPe from './layouts/MIT_PE.json' with { type: 'json' };
import standard from './layouts/standard.json' with { type: 'json' };
import standardPortrait from './layouts/standard-portrait.json' with { type: 'json' };
import stanford from './layouts/stanford.json' with { type: 'json' };
import stanfordCme from './layouts/stanford_cme.json' with { type: 'json' };

/** A layout under the name that it is asked for with, and the digest of what its file says. */
export type NamedLayout = Readonly<{ name: string; sha256: string; layout: Layout }>;

const named = (name: string, written: unknown): [string, NamedLayout] => [
  name,
  { name, sha256: layoutDigest(written), layout: layoutSchema.parse(written) },
];

/** The layouts that come with the program, by name. Those of the old agent are called as its VERSION is. */
export const builtInLayouts: ReadonlyMap<string, NamedLayout> = new Map([
  named('standard', standard),
  named('standard-portrait', standardPortrait),
  named('1', version1),
  named('2', version2),
  named('3_dynamic', version3Dynamic),
  named('MIT_PE', mitPe),
  named('stanford', stanford),
  named('stanford_cme', stanfordCme),
]);

export const standardLayout = 'standard';

/** @throws RangeError when there is no such layout. */
export const builtInLayout = (name: string): Layout => {
  const found = builtInLayouts.get(name);
  if (!found) throw new RangeError('no such layout comes with the program');
  return found.layout;
};
