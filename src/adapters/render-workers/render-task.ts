import { builtInLayouts } from '../../../templates/built-in-layouts.ts';
import type { Layout } from '../../../templates/layout.ts';
import type { CertificateContent } from '../../ports/certificate-renderer.ts';
import type { LayoutSource } from '../../ports/layout-source.ts';
import type { TemplateFiles } from '../../ports/template-files.ts';

/** All that a worker needs for one certificate: it knows no folder that changes. */
export type RenderTask = Readonly<{
  content: CertificateContent;
  /** The operator's layout; null for one that comes with the program. */
  layout: Layout | null;
  /** The file that lies under the certificate. */
  template: Uint8Array | null;
}>;

type Designs = Readonly<{ layoutOf: LayoutSource; templateFiles: Pick<TemplateFiles, 'read'> }>;

/** @throws RenderError when the layout or the file are not what they were when the certificate was asked for. */
export const renderTaskOf = async (
  content: CertificateContent,
  { layoutOf, templateFiles }: Designs,
): Promise<RenderTask> => {
  const { layout, underlay } = content.settings;
  return {
    content,
    layout: builtInLayouts.has(layout) ? null : layoutOf(content.settings),
    template: underlay ? await templateFiles.read(underlay) : null,
  };
};

/** So many of the operator's layouts stay known; what is drawn once for a layout is kept with it. */
const layoutsMax = 100;

/** What the tasks of a worker brought along, where its renderer and its check look for it. */
export const createTaskDesigns = (): Designs & Readonly<{ note: (task: RenderTask) => void }> => {
  const layouts = new Map<string, Layout>();
  let template: Uint8Array | null = null;
  return {
    note: (task) => {
      ({ template } = task);
      const key = keyOf(task.content.settings);
      if (!task.layout || layouts.has(key)) return;
      layouts.set(key, task.layout);
      for (const oldest of layouts.keys()) {
        if (layouts.size <= layoutsMax) break;
        layouts.delete(oldest);
      }
    },
    layoutOf: (settings) => {
      const found = builtInLayouts.get(settings.layout)?.layout ?? layouts.get(keyOf(settings));
      if (!found) throw new Error('a task came without its layout');
      return found;
    },
    templateFiles: {
      read: async () => {
        if (!template) throw new Error('a task came without its template');
        return template;
      },
    },
  };
};

const keyOf = ({ layout, layoutSha256 }: CertificateContent['settings']): string => `${layout} ${layoutSha256}`;
