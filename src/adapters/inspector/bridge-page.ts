/** A page and the headers that it must be sent with. */
export type Page = Readonly<{ html: string; headers: Readonly<Record<string, string>> }>;

/**
 * The page that a person opens: it shows the inspector in a frame, and hands on to it what comes through the WebSocket. The
 * socket is opened when the inspector says that it is ready, so that the story begins when there is somebody to see it.
 *
 * @param inspectorUrl the inspector's own page.
 * @param nonce lets this page's script and style run, and no other.
 */
export const renderBridgePage = (inspectorUrl: string, nonce: string): Page => {
  const { origin, hostname } = new URL(inspectorUrl);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:*",
    `frame-src ${origin} https://*.${hostname}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return {
    html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A certificate in the inspector</title>
<style nonce="${nonce}">
  html, body { height: 100%; margin: 0; font: 15px system-ui, sans-serif; }
  iframe { width: 100%; height: 100%; border: 0; display: block; }
  p { position: fixed; left: 1em; bottom: 1em; margin: 0; padding: .6em 1em; border-radius: 8px; background: #111; color: #fff; }
</style>
<iframe title="Stately's inspector" src="${inspectorUrl}" referrerpolicy="no-referrer"></iframe>
<p role="status">Waiting for the inspector, which is a page of ${hostname}</p>
<script nonce="${nonce}">
  const inspector = document.querySelector('iframe');
  const status = document.querySelector('p');
  const isTrusted = (origin) =>
    origin === '${origin}' || (origin.startsWith('https://') && new URL(origin).hostname.endsWith('.${hostname}'));
  let socket = null;
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== inspector.contentWindow || !isTrusted(origin) || data?.type !== '@statelyai.connected') return;
    if (socket) { socket.onclose = null; socket.close(); }
    socket = new WebSocket('ws://' + location.host + '/');
    socket.onopen = () => { status.hidden = true; };
    socket.onmessage = (message) => inspector.contentWindow.postMessage(JSON.parse(message.data), origin);
    socket.onclose = () => { status.textContent = 'That was all: the command has ended'; status.hidden = false; };
  });
</script>
</html>
`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  };
};
