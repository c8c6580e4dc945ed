import { type CertificateStatus, certificateStatuses } from '../../projections/certificate-status.ts';
import { foldHistory } from '../app/fold-history.ts';
import type { CommandContext, History } from './opened.ts';

/** What the live view says of every certificate, by stream. */
export type ProjectedStatuses = ReadonlyMap<string, CertificateStatus>;

/** The view that `status` prints, made of the log as it is now. */
export const projectedStatuses = (
  { store, onDamaged }: History,
  _context: CommandContext,
): Promise<ProjectedStatuses> => foldHistory(store, certificateStatuses, onDamaged);
