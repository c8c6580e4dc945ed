import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request. */
export type Fault =
  | 'hang'
  | 'drip'
  | 'reset'
  | 'commit-then-reset'
  | 'html-200'
  | 'tidy-html-200'
  | 'html-403'
  | 'other-etag'
  | 'flip-a-bit'
  | 'forget'
  | 'garbage'
  | 'endless-body'
  | Readonly<{ status: number; code?: string; headers?: Readonly<Record<string, string>> }>;

/** The fault of the request with this number (from 1), if it has one. */
type FaultPlan = (request: Readonly<{ method: string; number: number }>) => Fault | null;

export type FaultServer = Readonly<{
  endpoint: string;
  /** What is stored, by key. */
  objects: ReadonlyMap<string, Buffer>;
  /** Methods of the requests so far, and their headers. */
  requests: readonly Readonly<{ method: string; headers: IncomingMessage['headers'] }>[];
  plan: (plan: FaultPlan) => void;
  close: () => Promise<void>;
}>;

/**
 * Keeps objects as S3 does for one honest request at a time, and fails as it is told to. It is here to test our own
 * retries and verification; what S3 itself does is tested with a real one (s3.real.test.ts).
 */
export const startFaultServer = async (): Promise<FaultServer> => {
  const objects = new Map<string, Buffer>();
  const requests: { method: string; headers: IncomingMessage['headers'] }[] = [];
  let plan: FaultPlan = () => null;

  const server = createServer(async (request, response) => {
    const method = request.method ?? '';
    requests.push({ method, headers: request.headers });
    const fault = plan({ method, number: requests.length });
    const body = Buffer.concat(await request.toArray());
    if (fault !== null && answerAtFault(fault, request, response)) return;

    const key = decodeURIComponent(new URL(request.url ?? '', 'http://s3').pathname).replace(/^\/[^/]*\/?/, '');
    if (key === '') return answerList(objects, request, response);
    if (method === 'PUT' && fault !== 'forget') objects.set(key, fault === 'flip-a-bit' ? flipped(body) : body);
    if (method === 'DELETE' && fault !== 'forget') objects.delete(key);
    if (fault === 'commit-then-reset') return void request.socket.resetAndDestroy();
    answerObject(
      { method, stored: objects.get(key), etag: fault === 'other-etag' ? 'e'.repeat(32) : md5(objects.get(key)) },
      response,
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    plan: (next) => {
      plan = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Of what is stored, as S3 answers it: not of what was meant. */
const md5 = (stored: Buffer | undefined): string =>
  createHash('md5')
    .update(stored ?? '')
    .digest('hex');

const flipped = (body: Buffer): Buffer => Buffer.from(body.map((byte, at) => (at === 0 ? byte ^ 1 : byte)));

const pages: Readonly<Record<string, readonly [status: number, html: string]>> = {
  'html-200': [200, '<html><body>Please log in<br></body></html>'],
  'tidy-html-200': [200, '<html><body>Please log in</body></html>'],
  'html-403': [403, '<html><body>Blocked<br></body></html>'],
};

/** @returns false when the request is to be carried out all the same. */
const answerAtFault = (fault: Fault, request: IncomingMessage, response: ServerResponse): boolean => {
  if (typeof fault === 'object') {
    const error = fault.code ? `<Error><Code>${fault.code}</Code><Message>TestSecret</Message></Error>` : '';
    response.writeHead(fault.status, { 'content-type': 'application/xml', ...fault.headers }).end(error);
    return true;
  }
  const [status, html] = pages[fault] ?? [];
  if (status !== undefined) response.writeHead(status, { 'content-type': 'text/html' }).end(html);
  else if (fault === 'reset') request.socket.resetAndDestroy();
  else if (fault === 'garbage') request.socket.end('220 mail.example.org ESMTP\r\n\r\n');
  else if (fault === 'drip') drip(response, 20, 1);
  else if (fault === 'endless-body') drip(response, 0, 1_000_000);
  else return fault === 'hang';
  return true;
};

const drip = (response: ServerResponse, pauseMs: number, bytes: number): void => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(Buffer.alloc(bytes, ' ')), pauseMs);
  response.once('close', () => clearInterval(timer));
};

const answerObject = (
  { method, stored, etag }: Readonly<{ method: string; stored: Buffer | undefined; etag: string }>,
  response: ServerResponse,
): void => {
  if (method === 'PUT') response.writeHead(200, { etag: `"${etag}"` }).end();
  else if (method === 'DELETE') response.writeHead(204).end();
  else if (!stored) response.writeHead(404).end(method === 'GET' ? '<Error><Code>NoSuchKey</Code></Error>' : undefined);
  else response.writeHead(200, { 'content-length': stored.length }).end(method === 'GET' ? stored : undefined);
};

const pageSize = 2;

const answerList = (objects: ReadonlyMap<string, Buffer>, request: IncomingMessage, response: ServerResponse): void => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
  const keys = [...objects.keys()].filter((key) => key.startsWith(searchParams.get('prefix') ?? '')).sort();
  const from = Number(searchParams.get('continuation-token') ?? 0);
  const next = from + pageSize < keys.length ? `<NextContinuationToken>${from + pageSize}</NextContinuationToken>` : '';
  const contents = keys
    .slice(from, from + pageSize)
    .map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`);
  response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<ListBucketResult><Name>${pathname.split('/')[1]}</Name><IsTruncated>${next !== ''}</IsTruncated>` +
        `${next}${contents.join('')}</ListBucketResult>`,
    );
};
