import { spawnSync } from 'node:child_process';
import { type Browser, type BrowserContextOptions, chromium as launcher, type Page } from 'playwright-core';

/** The browser that is installed here, or nothing. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => ({ name, path: spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim() }))
  .find(({ path }) => path !== '')?.path;

export const launchBrowser = (args: readonly string[] = []): Promise<Browser> =>
  launcher.launch({ executablePath: chromium ?? '', args: ['--no-sandbox', '--disable-gpu', ...args] });

/** A page, and everything in it that went wrong. */
export type Watched = Readonly<{ page: Page; troubles: string[] }>;

export const openPage = async (
  browser: Browser,
  { url, options = {} }: Readonly<{ url: string; options?: BrowserContextOptions }>,
): Promise<Watched> => {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && troubles.push(`${message.text()} ${message.location().url}`),
  );
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) troubles.push(`another place: ${request.url()}`);
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, troubles };
};
