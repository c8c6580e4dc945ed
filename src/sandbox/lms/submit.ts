/** Puts a request into the queue, as the LMS does. @throws Error when the queue did not take it. */
export type Submit = (header: string, body: string) => Promise<void>;

type Account = Readonly<{ username: string; password: string }>;

const timeoutMs = 10_000;

/**
 * The LMS's side of the queue's protocol, with an account of its own; it logs in each time.
 *
 * @param parts.url the queue's base, with `/xqueue/` at its end.
 */
export const createSubmit = ({
  url,
  account,
  basicAuth,
}: Readonly<{ url: string; account: Account; basicAuth: Account | null }>): Submit => {
  const proxyHeaders: Record<string, string> = basicAuth ? { Authorization: basicAuthorization(basicAuth) } : {};

  const post = (path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}/`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { ...proxyHeaders, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });

  return async (header, body) => {
    const login = await post('login', account);
    await assertAccepted(login);
    const Cookie = login.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    await assertAccepted(await post('submit', { xqueue_header: header, xqueue_body: body }, { Cookie }));
  };
};

const assertAccepted = async (response: Response): Promise<void> => {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the queue answers ${response.status}`);
  const { return_code: code, content } = JSON.parse(text) as { return_code: number; content: string };
  if (code !== 0) throw new Error(`the queue refuses: ${content}`);
};

const basicAuthorization = ({ username, password }: Account): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
