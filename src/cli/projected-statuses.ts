import type { CertificateStatus } from '../../projections/certificate-status.ts';
import type { Views } from '../ports/views.ts';
import { askViews } from './current-views.ts';
import type { CommandContext, History } from './opened.ts';

/** What the live view says of every certificate, by stream. */
export type ProjectedStatuses = ReadonlyMap<string, CertificateStatus>;

/** The view that `status` asks, brought up to the head of the log as it is now. */
export const projectedStatuses = (history: History, { console }: CommandContext): Promise<ProjectedStatuses> =>
  askViews(history, console, everyStatus);

const pageCertificates = 1_000;

const everyStatus = async (views: Views): Promise<ProjectedStatuses> => {
  const statuses = new Map<string, CertificateStatus>();
  let next: string | null = '';
  while (next !== null) {
    const behind: Readonly<{ after?: string }> = next === '' ? {} : { after: next };
    const page = await views.certificates({}, { limit: pageCertificates, ...behind });
    for (const status of page.certificates) statuses.set(status.stream, status);
    next = page.after;
  }
  return statuses;
};
