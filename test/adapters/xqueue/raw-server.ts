import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of a raw server, e.g. `GET get_submission/`. */
type Asked = Readonly<{ call: string; headers: IncomingMessage['headers'] }>;

/** A server on this machine that lets everybody in and answers every other call as the test says. */
export type RawServer = Readonly<{ url: string; asked: readonly Asked[]; close: () => Promise<void> }>;

export const loggedIn = (response: ServerResponse): void => {
  response.setHeader('Set-Cookie', 'sessionid=s1; HttpOnly; Path=/');
  response.end(JSON.stringify({ return_code: 0, content: 'Logged in' }));
};

/** @param answer may leave the response open: then the call hangs. */
export const startRawServer = async (
  answer: (response: ServerResponse, call: string) => void,
  logIn: (response: ServerResponse) => void = loggedIn,
): Promise<RawServer> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname.replace('/xqueue/', '');
    const call = `${request.method} ${path}`;
    asked.push({ call, headers: request.headers });
    request.resume();
    if (call === 'POST login/') logIn(response);
    else answer(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
