import type { Settings } from '../config/setting-definitions.ts';

/** Submissions whose work ended before this time (ISO 8601) should be answered by now. */
export const answersDueBefore = ({ replyBudgetMs }: Pick<Settings, 'replyBudgetMs'>): string =>
  new Date(Date.now() - replyBudgetMs).toISOString();
