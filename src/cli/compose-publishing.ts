import { createMirroredStore } from '../adapters/artifact-store/mirrored.ts';
import { createS3Store, type S3Store } from '../adapters/artifact-store/s3/s3-store.ts';
import { createWebRoot } from '../adapters/artifact-store/web-root.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { ArtifactStore } from '../ports/artifact-store.ts';
import type { Log } from '../ports/log.ts';

/** Where files are published, and how to let go of it. */
export type Publishing = Readonly<{ store: ArtifactStore; close: () => void }>;

/** The bucket, the web root, or both: what the settings ask for. Nothing is called yet. */
export const openArtifactStore = (settings: Settings, log: Log): Publishing => {
  const bucket = openBucket(settings, log);
  const webRoot = settings.copyToWebRoot ? createWebRoot({ path: settings.certWebRoot }) : null;
  const [first, ...rest] = [webRoot, bucket].filter((store) => store !== null);
  if (!first) throw new Error('no place to publish: the settings were not checked for it');
  return {
    store: rest.length > 0 ? createMirroredStore([first, ...rest]) : first,
    close: () => bucket?.close(),
  };
};

const openBucket = (settings: Settings, log: Log): S3Store | null => {
  const { certBucket, s3Upload, s3Endpoint, s3Region, s3Acl, certAwsId, certAwsKey } = settings;
  if (!s3Upload || certBucket === null) return null;
  keepSdkQuiet();
  const credentials =
    certAwsId && certAwsKey ? { accessKeyId: certAwsId.reveal(), secretAccessKey: certAwsKey.reveal() } : null;
  return createS3Store({
    bucket: certBucket,
    budgetMs: settings.s3BudgetMs,
    forcePathStyle: settings.s3ForcePathStyle,
    log,
    ...(s3Endpoint ? { endpoint: s3Endpoint } : {}),
    ...(s3Region ? { region: s3Region } : {}),
    ...(s3Acl ? { acl: s3Acl } : {}),
    ...(credentials ? { credentials } : {}),
  });
};

/**
 * On Node 20 the SDK warns on stderr of its own later versions. Ours is pinned and works there, and the operator of an
 * agent cannot act upon it. The switch is Amazon's own (aws/aws-sdk-js-v3#7983).
 */
const keepSdkQuiet = (): void => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
};
