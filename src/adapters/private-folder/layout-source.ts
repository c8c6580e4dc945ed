import { builtInLayouts, type NamedLayout } from '../../../templates/built-in-layouts.ts';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { LayoutSource } from '../../ports/layout-source.ts';
import type { FolderContent } from './read-folder.ts';

/** So many versions of operators' layouts stay known, so that certificates in work keep the one they began with. */
const VERSIONS_MAX = 500;

export type KeptLayouts = Readonly<{
  /** Notes the layouts of a folder as it is now. */
  note: (content: Pick<FolderContent, 'layouts'>) => void;
  layoutOf: LayoutSource;
}>;

/** The layouts that certificates were asked for with. One of the program's own is drawn as this version draws it. */
export const createKeptLayouts = (): KeptLayouts => {
  const versions = new Map<string, NamedLayout>();
  return {
    note: ({ layouts }) => {
      for (const layout of layouts.values()) {
        if (builtInLayouts.has(layout.name)) continue;
        versions.delete(keyOf(layout.name, layout.sha256));
        versions.set(keyOf(layout.name, layout.sha256), layout);
      }
      for (const oldest of versions.keys()) {
        if (versions.size <= VERSIONS_MAX) break;
        versions.delete(oldest);
      }
    },
    layoutOf: ({ layout: name, layoutSha256 }) => {
      const found = builtInLayouts.get(name) ?? versions.get(keyOf(name, layoutSha256));
      if (found) return found.layout;
      throw new RenderError(
        'layout-changed',
        `the layout ${name} is not what it was when this certificate was asked for: ask for it again`,
      );
    },
  };
};

const keyOf = (name: string, sha256: string): string => `${name} ${sha256}`;
