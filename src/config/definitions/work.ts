import { seconds, wholeNumber } from '../choice-kinds.ts';
import { setting } from '../setting.ts';
import { optionalPath } from '../text-kinds.ts';

const DAY_MS = 86_400_000;

export const workDefinitions = {
  concurrency: setting({
    name: 'CONCURRENCY',
    group: 'History and work',
    description: 'How many submissions may be in work at once',
    kind: wholeNumber('submissions', { min: 1, max: 64 }),
    default: ({ machine }) => machine.cores,
    defaultText: 'number of cores',
    example: '4',
  }),
  renderWorkers: setting({
    name: 'RENDER_WORKERS',
    group: 'History and work',
    description: 'How many certificates are drawn at once, each in a thread of its own',
    kind: wholeNumber('threads', { min: 1, max: 16 }),
    default: () => 1,
    example: '2',
  }),
  renderTimeoutMs: setting({
    name: 'RENDER_TIMEOUT_SECONDS',
    group: 'History and work',
    description: 'Seconds that drawing and checking one certificate may take, before it ends in an error',
    kind: seconds(1, 600),
    default: () => 30_000,
    defaultText: '30',
    example: '30',
  }),
  renderMemoryMiB: setting({
    name: 'RENDER_MEMORY_MIB',
    group: 'History and work',
    description: 'MiB of memory (JavaScript heap) that drawing one certificate may take, before it ends in an error',
    kind: wholeNumber('MiB', { min: 64, max: 16_384 }),
    default: () => 512,
    example: '256',
  }),
  replyBudgetMs: setting({
    name: 'REPLY_BUDGET_SECONDS',
    group: 'History and work',
    description: 'Seconds in which an answer that the queue did not take is offered again, before a person is needed',
    kind: seconds(1, 86_400),
    default: () => 600_000,
    defaultText: '600',
    example: '600',
  }),
  drainLimitMs: setting({
    name: 'DRAIN_LIMIT_SECONDS',
    group: 'History and work',
    description: 'Seconds that work under way may still take after SIGTERM',
    kind: seconds(0, 3_600),
    default: () => 30_000,
    defaultText: '30',
    example: '30',
  }),
  sweepIntervalMs: setting({
    name: 'SWEEP_INTERVAL_SECONDS',
    group: 'History and work',
    description: 'Seconds between two comparisons of what is published with what the history claims',
    kind: seconds(10, 604_800),
    default: () => 3_600_000,
    defaultText: '3600',
    example: '3600',
  }),
  supersededRetentionMs: setting({
    name: 'SUPERSEDED_RETENTION_DAYS',
    group: 'History and work',
    description: 'Days for which the files of a replaced certificate stay reachable',
    kind: wholeNumber('days', { min: 0, max: 36_500, factor: DAY_MS }),
    default: () => 30 * DAY_MS,
    defaultText: '30',
    example: '30',
  }),
  tmpGenDir: setting({
    name: 'TMP_GEN_DIR',
    group: 'History and work',
    description: 'Folder for files in the making',
    kind: optionalPath,
    default: () => null,
    example: '/tmp/certificates',
    obsolete: 'certificates are made in memory',
  }),
};
