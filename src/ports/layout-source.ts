import type { CertificateSettings } from '../../machines/certificate.events.ts';
import type { Layout } from '../../templates/layout.ts';

/**
 * The layout that a certificate was asked for with.
 *
 * @throws RenderError `layout-changed` when an operator's layout is not there any more as it was then.
 */
export type LayoutSource = (settings: CertificateSettings) => Layout;
