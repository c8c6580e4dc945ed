import type { ClosableLog } from '../adapters/log/create-log.ts';
import { loadPageAssets } from '../adapters/page-assets/load-page-assets.ts';
import { createNoQueue } from '../adapters/submission-queue/none.ts';
import { createXqueue } from '../adapters/xqueue/xqueue.ts';
import { createDeliveries } from '../app/deliveries.ts';
import { createLanes } from '../app/lanes.ts';
import { createSharedFiles } from '../app/shared-files.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { SubmissionQueue } from '../ports/submission-queue.ts';
import { checkWebRoot } from './check-web-root.ts';
import { openDrawing } from './compose-drawing.ts';
import { openHistory, provenance, surroundings } from './compose-history.ts';
import { openLog } from './compose-log.ts';
import { openArtifactStore } from './compose-publishing.ts';
import { openSigner } from './compose-signing.ts';
import type { OpenPorts } from './opened.ts';
import { createPages } from './pages.ts';
import type { Waiting } from './reach-store.ts';

/**
 * Everything, put together. Nothing outside this machine is called yet but for the event store: what is down does not keep us
 * from starting.
 *
 * @throws SigningError, UnusableSettingsError, RenderError and what `openHistory` throws.
 */
export const openPorts = async (
  settings: Settings,
  queue: 'xqueue' | 'none',
  waiting?: Waiting,
): Promise<OpenPorts> => {
  await checkWebRoot(settings);
  const signer = await openSigner(settings, surroundings.now());
  const log = openLog(settings);
  const { designs, renderer } = await openDrawing(settings, log);
  const assets = await loadPageAssets();
  const pages = createPages({ assets, signer, keepsTombstones: settings.tombstones });
  await renderer.ready();
  const history = await openHistory(settings, { log, ...(waiting ? { waiting } : {}) });
  const artifacts = openArtifactStore(settings, log);
  const { store, installationSecret } = history;

  return {
    ports: {
      store,
      queue: queue === 'xqueue' ? openQueue(settings, installationSecret, log) : createNoQueue(),
      renderer,
      signer,
      artifacts: artifacts.store,
      log,
      surroundings,
      provenance,
      settingsFor: designs.settingsFor,
      pages,
      shared: createSharedFiles(pages.shared),
      installationSecret,
      lanes: createLanes(),
      deliveries: createDeliveries(),
    },
    history,
    close: async () => {
      artifacts.close();
      await renderer.close();
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
