import { join } from 'node:path';
import { openEventStore } from '../adapters/event-store/open-event-store.ts';
import { loadInstallationSecret } from '../adapters/installation-secret.ts';
import { type ClosableLog, createLog } from '../adapters/log/create-log.ts';
import { createPdfmakeRenderer } from '../adapters/pdfmake/pdfmake-renderer.ts';
import { createNoQueue } from '../adapters/submission-queue/none.ts';
import { createXqueue } from '../adapters/xqueue/xqueue.ts';
import { createDeliveries } from '../app/deliveries.ts';
import { createHistory } from '../app/history.ts';
import { claimInstallation } from '../app/installation.ts';
import { createLanes } from '../app/lanes.ts';
import { createProvenance } from '../app/provenance.ts';
import { logOptionsFrom } from '../config/log-options.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { SubmissionQueue } from '../ports/submission-queue.ts';
import { checkWebRoot } from './check-web-root.ts';
import { createCertificateSettings } from './compose-certificates.ts';
import { openArtifactStore } from './compose-publishing.ts';
import { openSigner } from './compose-signing.ts';
import { createViewsDoor } from './compose-views.ts';
import type { History, OpenPorts } from './opened.ts';
import { pagesFor } from './pages.ts';
import { createSurroundings } from './surroundings.ts';

const provenance = createProvenance();
const surroundings = createSurroundings();

/**
 * The history, with the secret that its names are made with.
 *
 * @throws EventStoreUnavailableError, CorruptEventStoreError, InstallationMismatchError, InstallationSecretError
 */
export const openHistory = async (settings: Settings, log: ClosableLog = openLog(settings)): Promise<History> => {
  const onDamaged = (error: Error): void => log.error(error.message);
  const stored = await openEventStore(settings.store, { onDamaged });
  const store = createHistory(stored);
  const close = async (): Promise<void> => {
    await store.close();
    await log.close();
  };
  try {
    const value = settings.installationSecret?.reveal();
    const file = join(settings.dataDir, 'installation-secret');
    const { secret, fingerprint } = await loadInstallationSecret({ file, ...(value ? { value } : {}) });
    await claimInstallation(store, fingerprint, { surroundings, provenance });
    const views = createViewsDoor(settings, log);
    return { store, stored, onDamaged, views, log, installationSecret: secret, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * Everything, put together. Nothing outside this machine is called yet, so that what is down does not keep us from starting.
 *
 * @throws SigningError, UnusableSettingsError and what `openHistory` throws.
 */
export const openPorts = async (settings: Settings, queue: 'xqueue' | 'none'): Promise<OpenPorts> => {
  await checkWebRoot(settings);
  const signer = await openSigner(settings, surroundings.now());
  const log = openLog(settings);
  const settingsFor = await createCertificateSettings(settings, log);
  const history = await openHistory(settings, log);
  const artifacts = openArtifactStore(settings, log);
  const { store, installationSecret } = history;

  return {
    history,
    ports: {
      store,
      queue: queue === 'xqueue' ? openQueue(settings, installationSecret, log) : createNoQueue(),
      renderer: createPdfmakeRenderer(),
      signer,
      artifacts: artifacts.store,
      log,
      surroundings,
      provenance,
      settingsFor,
      pagesFor,
      installationSecret,
      lanes: createLanes(),
      deliveries: createDeliveries(),
    },
    close: async () => {
      artifacts.close();
      await history.close();
    },
  };
};

const openQueue = (settings: Settings, identitySecret: Uint8Array, log: ClosableLog): SubmissionQueue => {
  const { queueAuthUser, queueAuthPass } = settings;
  return createXqueue({
    url: settings.queueUrl ?? '',
    queue: settings.queueName,
    username: settings.queueUser,
    password: settings.queuePass?.reveal() ?? '',
    basicAuth: queueAuthUser ? { username: queueAuthUser, password: queueAuthPass?.reveal() ?? '' } : null,
    identitySecret,
    log,
  });
};

const openLog = (settings: Settings): ClosableLog => {
  const secrets = [
    settings.queuePass,
    settings.queueAuthPass,
    settings.certAwsId,
    settings.certAwsKey,
    settings.signingKeyPassphrase,
    settings.installationSecret,
  ].filter((secret) => secret !== null);
  return createLog(logOptionsFrom(settings), { stderr: process.stderr, secrets });
};
