import type { ViewName } from '../../../projections/view.ts';
import type { CreateKeptView } from './kept-view.ts';
import { createDaily, createUnknownTypes } from './log-views.ts';
import { createOutcomes } from './outcome-view.ts';
import { createStatuses, createWatched } from './stream-views.ts';

/** How each view takes on an event, and what it keeps in memory until it is written. */
export const createKeptView: Readonly<Record<ViewName, CreateKeptView>> = {
  'certificate-status': createStatuses,
  'lms-replies': createOutcomes,
  'needs-intervention': createWatched,
  'daily-counts': createDaily,
  'unknown-types': createUnknownTypes,
};
