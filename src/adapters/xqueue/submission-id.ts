import { createHmac } from 'node:crypto';

/** All that tells one submission from another, also after the queue's database was made anew and counts from 1 again. */
type Identity = Readonly<{ url: string; queue: string; item: number; body: string }>;

/** The same for every delivery of a submission; 32 hexadecimal digits that tell nobody whose it is. */
export const submissionIdOf = ({ url, queue, item, body }: Identity, secret: Uint8Array | string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['submission', url, queue, item, body]))
    .digest('hex')
    .slice(0, 32);
