import { join } from 'node:path';
import { openEventStore } from '../adapters/event-store/open-event-store.ts';
import { loadInstallationSecret } from '../adapters/installation-secret.ts';
import type { ClosableLog } from '../adapters/log/create-log.ts';
import { createHistory } from '../app/history.ts';
import { claimInstallation } from '../app/installation.ts';
import { createProvenance } from '../app/provenance.ts';
import { storedStreams } from '../app/stream-names.ts';
import type { Settings } from '../config/setting-definitions.ts';
import { openLog } from './compose-log.ts';
import { createViewsDoor } from './compose-views.ts';
import type { History, StoredHistory } from './opened.ts';
import { reachStore, type Waiting } from './reach-store.ts';
import { createSurroundings } from './surroundings.ts';

export const provenance = createProvenance();
export const surroundings = createSurroundings();

type HistoryOptions = Readonly<{ log?: ClosableLog; waiting?: Waiting }>;

const notWaiting: Waiting = { ending: new AbortController().signal, isForEver: false };

/**
 * The store alone.
 *
 * @throws EventStoreUnavailableError, CorruptEventStoreError
 */
export const openStored = async (settings: Settings, log = openLog(settings)): Promise<StoredHistory> => {
  const damaged = new Set<string>();
  const stored = await openEventStore(settings.store, {
    onDamaged: (error) => {
      damaged.add(error.stream);
      log.error(error.message);
    },
    readAhead: {
      script: new URL('../adapters/event-store/sqlite/read-ahead-thread.js', import.meta.url),
      onTrouble: ({ message }) =>
        log.warn('a long history is read without a thread of its own, which takes longer', { reason: message }),
    },
    login: loginOf(settings),
    streams: storedStreams,
    budgetMs: settings.storeBudgetMs,
    log,
  });
  const close = async (): Promise<void> => {
    await stored.close();
    await log.close();
  };
  return { stored, damaged, log, close };
};

/**
 * The history, with the secret that its names are made with.
 *
 * @throws EventStoreUnavailableError, CorruptEventStoreError, InstallationMismatchError, InstallationSecretError
 */
export const openHistory = async (
  settings: Settings,
  { log = openLog(settings), waiting = notWaiting }: HistoryOptions = {},
): Promise<History> => {
  const { close, ...opened } = await openStored(settings, log);
  const store = createHistory(opened.stored);
  const onDamaged = (error: Error): void => log.error(error.message);
  try {
    const value = settings.installationSecret?.reveal();
    const file = join(settings.dataDir, 'installation-secret');
    const { secret, fingerprint } = await loadInstallationSecret({ file, ...(value ? { value } : {}) });
    const claimed = await reachStore(
      () => claimInstallation(store, fingerprint, { surroundings, provenance }),
      waiting,
      log,
    );
    // A mistyped STORE looks like this, too.
    if (claimed === 'begun') log.info('a new history begins: nothing was in STORE before');
    const views = createViewsDoor(settings, log);
    return { ...opened, store, onDamaged, views, installationSecret: secret, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const loginOf = ({ storeUser, storePass }: Settings) =>
  storeUser && storePass ? { username: storeUser, password: storePass.reveal() } : null;
