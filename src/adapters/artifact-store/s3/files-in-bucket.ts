import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { PublishedFile } from '../../../ports/artifact-store.ts';
import { isArtifactKey } from '../artifact-key.ts';
import type { Bucket } from './bucket.ts';
import { foreignAnswer, translated } from './trouble.ts';

type PageOf = (page: (at: Bucket, signal: AbortSignal) => Promise<Page>) => Promise<Page>;
type Page = Readonly<{ files: readonly PublishedFile[]; next: string | undefined }>;

/**
 * The files below `prefix`, page by page; `persistently` carries each page through. Names that we would not give are passed
 * over: they are not ours to touch. This is the only call that needs the permission to list.
 */
export async function* filesInBucket(prefix: string, persistently: PageOf): AsyncIterable<PublishedFile> {
  let next: string | undefined;
  do {
    const token = next;
    const page = await persistently((at, signal) => loadPage(at, { prefix, token }, signal));
    yield* page.files;
    next = page.next;
    if (next !== undefined && next === token) throw new Error('the service answers with the same page for ever');
  } while (next !== undefined);
}

const loadPage = async (
  at: Bucket,
  { prefix, token }: Readonly<{ prefix: string; token: string | undefined }>,
  signal: AbortSignal,
): Promise<Page> => {
  const command = new ListObjectsV2Command({
    Bucket: at.bucket,
    Prefix: `${at.prefix}${prefix}`,
    ...(token === undefined ? {} : { ContinuationToken: token }),
  });
  const page = await translated(at, 'ListObjectsV2', () => at.client.send(command, { abortSignal: signal }));
  // A tidy HTML page is well-formed XML as well: it would be an empty list.
  if (page.Name !== at.bucket) throw foreignAnswer(at, 'ListObjectsV2');
  return { files: filesOf(page, at), next: page.IsTruncated ? page.NextContinuationToken : undefined };
};

const filesOf = ({ Contents = [] }: ListObjectsV2CommandOutput, { prefix }: Bucket): readonly PublishedFile[] =>
  Contents.flatMap(({ Key, Size = 0 }) =>
    Key?.startsWith(prefix) ? [{ key: Key.slice(prefix.length), bytes: Size }] : [],
  ).filter(({ key }) => isArtifactKey(key));
