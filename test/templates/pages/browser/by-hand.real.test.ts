import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentSigner } from '../../../../src/ports/document-signer.ts';
import { chromium, launchBrowser, openPage } from './chromium.ts';
import { createPublisher, newSigner, type Publisher, type Site, startSite } from './site.ts';

/** Needs Chromium and gpg: a reader follows the steps on the page, word by word. */
const isPossible = chromium !== undefined && spawnSync('gpg', ['--version']).status === 0;
if (!isPossible)
  process.stderr.write('SKIPPED: the steps with GnuPG as they stand. To run them: apt-get install chromium gnupg\n');

describe.skipIf(!isPossible)('the steps on the verification page, followed by hand', () => {
  let browser: Browser;
  let site: Site;
  let folder: string;
  let signer: DocumentSigner;
  let publisher: Publisher;

  beforeAll(async () => {
    browser = await launchBrowser();
    signer = await newSigner();
    publisher = await createPublisher(signer);
  }, 180_000);
  beforeEach(async () => {
    site = await startSite();
    folder = await mkdtemp(join(tmpdir(), 'certificate-agent-by-hand-'));
    await publisher.publish({ name: 'Ada Lovelace', digit: 'a' }, site);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await site.close();
    spawnSync('gpgconf', ['--homedir', folder, '--kill', 'all']);
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => browser?.close());

  const save = async (page: Page): Promise<void> => {
    const links = await page.locator('article:visible a[download]').all();
    expect(links).toHaveLength(3);
    for (const link of links) {
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      await download.saveAs(join(folder, download.suggestedFilename()));
    }
  };

  /** What gpg says; the commands are the page's, letter by letter. */
  const follow = async (page: Page): Promise<string> => {
    const commands = await page.locator('article:visible ol pre').allInnerTexts();
    expect(commands).toHaveLength(2);
    const env = { ...process.env, GNUPGHOME: folder, LC_ALL: 'C' };
    const outcomes = commands.map((command) => spawnSync(command, { shell: true, cwd: folder, env, encoding: 'utf8' }));
    return outcomes.map(({ stderr }) => stderr).join('\n');
  };

  it.each(['en', 'es', 'ar'])(
    'lead to a good signature by the key that the page shows, in the section %s',
    async (lang) => {
      const { page } = await openPage(browser, { url: `${site.url}/cert/${'a'.repeat(32)}/verify.html#${lang}` });
      await save(page);
      const answer = await follow(page);
      expect(answer).toContain('Good signature from "Some Institution"');
      const lastLine = answer.trim().split('\n').at(-1)?.replaceAll(' ', '');
      const shown = (await page.locator('article:visible .fingerprint').innerText()).replaceAll(' ', '');
      expect(lastLine).toContain(shown);
      expect(shown).toBe(signer.fingerprint);
    },
  );

  it('lead to a bad signature when the file was changed', async () => {
    const { page } = await openPage(browser, { url: `${site.url}/cert/${'a'.repeat(32)}/verify.html` });
    await save(page);
    const pdf = join(folder, 'Certificate.pdf');
    await writeFile(pdf, Buffer.concat([await readFile(pdf), Buffer.from('\n')]));
    const answer = await follow(page);
    expect(answer).toContain('BAD signature from "Some Institution"');
    expect(answer).not.toContain('Good signature');
  });
});
