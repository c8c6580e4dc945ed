import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderVerifyPage } from '../../../../templates/pages/verify-page.ts';
import { content } from '../../content.ts';
import { chromium, launchBrowser, openPage, type Watched } from './chromium.ts';
import { createPublisher, newSigner, type Publisher, type Site, startSite } from './site.ts';

/** Needs Chromium: the published pages are looked at, and used, in a real browser. */
if (!chromium)
  process.stderr.write('SKIPPED: the verification page in a real browser. To run it: apt-get install chromium\n');

const uuid = (digit: string): string => digit.repeat(32);

describe.skipIf(!chromium)('the verification page, in a real browser', () => {
  let browser: Browser;
  let publisher: Publisher;
  let site: Site;
  let folder: string;
  let ada: Buffer;
  let grace: Buffer;

  beforeAll(async () => {
    browser = await launchBrowser(['--host-resolver-rules=MAP certificates.test 127.0.0.1']);
    publisher = await createPublisher(await newSigner());
    folder = await mkdtemp(join(tmpdir(), 'certificate-agent-pages-'));
  });
  beforeEach(async () => {
    site = await startSite();
    ada = await publisher.publish({ name: 'Ada Lovelace', digit: 'a' }, site);
    grace = await publisher.publish({ name: 'Grace Hopper', digit: 'b' }, site);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await site.close();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (path = `/cert/${uuid('a')}/verify.html`, options: BrowserContextOptions = {}): Promise<Watched> =>
    openPage(browser, { url: `${site.url}${path}`, options });

  const choose = async (page: Page, bytes: Buffer | string, name = 'Certificate.pdf'): Promise<void> => {
    const file = typeof bytes === 'string' ? bytes : { name, mimeType: 'application/pdf', buffer: bytes };
    await page.locator('article:visible input[type=file]').setInputFiles(file);
  };
  const verdict = async (page: Page): Promise<Readonly<{ name: string; text: string }>> => {
    const place = page.locator('article:visible .verdict[data-verdict]');
    await place.waitFor();
    return {
      name: (await place.getAttribute('data-verdict')) ?? '',
      text: (await place.innerText()).replaceAll(/\s+/g, ' '),
    };
  };

  it('says of the genuine file that it was issued, and signed by which key', async () => {
    const { page, troubles } = await open();
    await choose(page, ada);
    const { name, text } = await verdict(page);
    expect(name).toBe('genuine');
    expect(text).toContain('This is the file that was issued');
    expect(text).toMatch(/fingerprint: ([0-9A-F]{4} ){9}[0-9A-F]{4}/);
    expect(text).not.toContain('could not be found out');
    expect(troubles).toEqual([]);
    expect(site.missing.filter((path) => path !== '/favicon.ico')).toEqual([]);
  });

  it('finds every single changed byte', async () => {
    const { page } = await open();
    for (const at of [20, Math.floor(ada.length / 2), ada.length - 2]) {
      const altered = Buffer.from(ada);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await choose(page, altered);
      expect((await verdict(page)).name).toBe('changed');
    }
    await choose(page, Buffer.concat([ada, Buffer.from('\n')]));
    expect((await verdict(page)).text).toContain('This file was changed');
  });

  it('says of another person’s certificate that it belongs elsewhere, and of a strange PDF that it was not issued', async () => {
    const { page } = await open();
    await choose(page, grace);
    expect(await verdict(page)).toMatchObject({
      name: 'another',
      text: expect.stringContaining('not the file of this certificate'),
    });
    await choose(page, Buffer.from('%PDF-1.7\nsomething else\n%%EOF\n'));
    expect(await verdict(page)).toMatchObject({ name: 'foreign' });
    await choose(page, ada);
    expect(await verdict(page)).toMatchObject({ name: 'genuine' });
  });

  it('trusts no other key: neither a signature by it, nor its public half under the issuer’s fingerprint', async () => {
    const [ours, theirs] = [await newSigner(), await newSigner()];
    const of = {
      ...content({}, { verifyUrl: site.url }),
      artifacts: { downloadUuid: uuid('a'), verifyUuid: uuid('a') },
    };
    const sha256 =
      /data-sha256="([0-9a-f]{64})"/.exec(
        String(Buffer.from(site.files.get(`cert/${uuid('a')}/verify.html`)?.body ?? '')),
      )?.[1] ?? '';
    const assets = /assets\/([0-9a-f]{16})\//.exec([...site.files.keys()].join())?.[1] ?? '';
    const signature = await theirs.sign(ada, new Date(of.requestedAt));
    for (const publicKey of [ours.publicKey, theirs.publicKey]) {
      const html = renderVerifyPage(of, { fingerprint: ours.fingerprint, publicKey, signature, sha256 }, assets);
      site.files.set(`cert/${uuid('a')}/verify.html`, {
        body: Buffer.from(html),
        contentType: 'text/html; charset=utf-8',
      });
      const { page } = await open();
      await choose(page, ada);
      expect(await verdict(page)).toMatchObject({
        name: 'unproven',
        text: expect.stringContaining('Do not rely on the file'),
      });
    }
  });

  it('knows a certificate by the key of its time, also years after the issuer has changed the key', async () => {
    const later = await newSigner();
    const lin = await (await createPublisher(later)).publish({ name: 'Lin', digit: 'd' }, site);
    const keys = [...site.files.keys()].filter((key) => key.startsWith('cert/keys/'));
    expect(keys).toHaveLength(2);
    expect(keys).toContain(`cert/keys/${later.fingerprint}.asc`);
    for (const [digit, own, foreign] of [
      ['a', ada, lin],
      ['d', lin, ada],
    ] as const) {
      const { page } = await open(`/cert/${uuid(digit)}/verify.html`);
      await page.clock.setFixedTime(new Date('2099-01-01T00:00:00Z'));
      await choose(page, own);
      const { name, text } = await verdict(page);
      expect(name).toBe('genuine');
      expect(text.replaceAll(' ', '').includes(later.fingerprint)).toBe(digit === 'd');
      await choose(page, foreign);
      expect((await verdict(page)).name).toBe('another');
    }
  });

  it('needs no mouse: each thing that can be used is reached by Tab, shows that it is, and a key opens it', async () => {
    const { page } = await open();
    const reached: string[] = [];
    for (let at = 0; at < 9; at += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const element = document.activeElement;
          const shown = element?.closest('.drop') ?? element;
          const { outlineStyle, outlineWidth } = getComputedStyle(shown ?? document.body);
          return `${element?.tagName.toLowerCase()} ${outlineStyle} ${outlineWidth}`;
        }),
      );
      if (!reached.at(-1)?.startsWith('input')) continue;
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
      await chooser.setFiles({ name: 'Certificate.pdf', mimeType: 'application/pdf', buffer: ada });
      expect((await verdict(page)).name).toBe('genuine');
    }
    const [languages, files] = [
      ['a', 'a', 'a'],
      ['a', 'a', 'a'],
    ];
    expect(reached.map((line) => line.split(' ')[0])).toEqual([...languages, 'input', ...files, 'summary', 'a']);
    expect(reached.filter((line) => !line.endsWith('solid 3px'))).toEqual([]);
  });

  it('refuses what is no certificate’s file, and says why', async () => {
    const huge = join(folder, 'huge.pdf');
    await writeFile(huge, '%PDF-1.7\n');
    await truncate(huge, 3 * 1024 ** 3);
    const { page, troubles } = await open();
    const cases = [
      [huge, 'too-large'],
      [Buffer.alloc(0), 'empty'],
      [Buffer.from('<!doctype html><p>hello'), 'not-a-pdf'],
      [Buffer.alloc(2_000_000, 'x'), 'not-a-pdf'],
    ] as const;
    for (const [bytes, expected] of cases) {
      await choose(page, bytes);
      expect((await verdict(page)).name).toBe(expected);
    }
    expect(troubles).toEqual([]);
  });

  it('takes a file that is dropped anywhere, but no folder and not two at once', async () => {
    const path = join(folder, 'dropped.pdf');
    await writeFile(path, ada);
    const { page } = await open();
    const devtools = await page.context().newCDPSession(page);
    const drop = async (...files: readonly string[]): Promise<void> => {
      const data = { items: [], files: [...files], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await devtools.send('Input.dispatchDragEvent', { type, x: 60, y: 400, data });
      }
    };
    await drop(path);
    expect((await verdict(page)).name).toBe('genuine');
    await drop(path, path);
    expect((await verdict(page)).name).toBe('several');
    await drop(folder);
    expect((await verdict(page)).name).toBe('folder');
    expect(page.url()).toContain('verify.html');
  });

  it('works without network once it is loaded', async () => {
    const { page } = await open();
    await page.context().setOffline(true);
    await site.close();
    await choose(page, ada);
    expect((await verdict(page)).name).toBe('genuine');
    await choose(page, grace);
    expect((await verdict(page)).name).toBe('another');
    site = await startSite();
  });

  it('says of a genuine file that it was replaced or withdrawn, and since when', async () => {
    for (const [state, day] of [
      ['replaced', 'it was replaced on May 1, 2026'],
      ['withdrawn', 'it was withdrawn on May 1, 2026'],
    ] as const) {
      const verifyPage = site.files.get(`cert/${uuid('a')}/verify.html`);
      publisher.bury('a', state, site);
      if (verifyPage) site.files.set(`cert/${uuid('a')}/verify.html`, verifyPage);
      const { page } = await open();
      await choose(page, ada);
      expect(await verdict(page)).toMatchObject({ name: state, text: expect.stringContaining(day) });
    }
  });

  it('admits that it does not know whether the certificate still stands when nobody answers', async () => {
    site.files.delete(`cert/${uuid('a')}/valid.html`);
    const { page } = await open();
    await choose(page, ada);
    expect(await verdict(page)).toMatchObject({
      name: 'genuine',
      text: expect.stringContaining('could not be found out'),
    });
  });

  it('says so where a browser may not check signatures, which is on pages without https', async () => {
    const insecure = site.url.replace('127.0.0.1', 'certificates.test');
    const { page } = await openPage(browser, { url: `${insecure}/cert/${uuid('a')}/verify.html` });
    await choose(page, ada);
    expect((await verdict(page)).name).toBe('unsupported');
  });

  describe('wherever it is published', () => {
    const places = [
      ['a web root behind nginx', 'nginx', ''],
      ['a web root below a path', 'nginx', '/certificates/of/2026'],
      ['a bucket', 'bucket', ''],
      ['a bucket below a path', 'bucket', '/my-bucket'],
    ] as const;

    it.each(places)(
      'finds all that it needs: %s, also under another name than the printed one',
      async (_, manner, prefix) => {
        const place = await startSite(manner, prefix);
        const elsewhere = 'https://verify.example.org';
        const pdf = await publisher.publish(
          { name: 'Ada Lovelace', digit: 'a', verifyUrl: elsewhere, downloadUrl: 'https://downloads.example.org' },
          place,
        );
        for (const path of ['', '/', '/valid.html']) {
          const { page, troubles } = await openPage(browser, {
            url: `${place.url}/cert/${uuid('a')}${path}`,
            options: { locale: 'es-MX' },
          });
          expect(await page.locator('article:visible h1').innerText()).toBe('Este certificado es válido');
          expect(troubles).toEqual([]);
        }
        const { page, troubles } = await openPage(browser, { url: `${place.url}/cert/${uuid('a')}/verify.html` });
        await choose(page, pdf);
        expect((await verdict(page)).name).toBe('genuine');
        const [key] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('article:visible a[href*="keys/"]').click(),
        ]);
        expect(await readFile(await key.path(), 'utf8')).toContain('BEGIN PGP PUBLIC KEY BLOCK');
        expect(troubles.filter((trouble) => !trouble.includes('/keys/'))).toEqual([]);
        expect(place.missing.filter((path) => !path.endsWith('favicon.ico'))).toEqual([]);
        await place.close();
      },
    );
  });

  describe('in the reader’s language', () => {
    it('begins with the browser’s, and keeps the verdict when the reader takes another', async () => {
      const { page, troubles } = await open(undefined, { locale: 'ar-EG' });
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
        'ar',
        'rtl',
      ]);
      expect(await page.title()).toBe('التحقق من هذه الشهادة');
      await choose(page, ada);
      expect((await verdict(page)).text).toContain('هذا هو الملف الذي أُصدر');
      await page.getByRole('link', { name: 'Español' }).click();
      expect((await verdict(page)).text).toContain('Este es el archivo que se emitió');
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
        'es',
        'ltr',
      ]);
      expect(await page.locator('nav [aria-current]').allInnerTexts()).toEqual(['Español']);
      expect(troubles).toEqual([]);
    });

    it('is English for those who ask for another one that there is not', async () => {
      const { page } = await open(`/cert/${uuid('a')}`, { locale: 'fi-FI' });
      expect(await page.locator('article:visible h1').innerText()).toBe('This certificate is valid');
    });

    it('leads from one page to the other in the same language', async () => {
      const { page } = await open(`/cert/${uuid('a')}#ar`);
      await Promise.all([page.waitForURL('**/verify.html#ar'), page.locator('article:visible .first a').click()]);
      expect(await page.locator('article:visible').getAttribute('lang')).toBe('ar');
    });
  });

  describe('without scripts', () => {
    it('is read in every language, tells how to check by hand, and shows nothing that does not work', async () => {
      const { page } = await open(undefined, { javaScriptEnabled: false });
      expect(await page.locator('article:visible').count()).toBe(1);
      expect(await page.locator('article:visible').innerText()).toContain('has to run this page’s script');
      expect(await page.locator('.check:visible').count()).toBe(0);
      expect(await page.locator('article:visible').innerText()).toContain('gpg --verify Certificate.pdf.sig');
      await page.getByRole('link', { name: 'العربية' }).click();
      expect(await page.locator('article:visible').allInnerTexts()).toEqual([
        expect.stringContaining('هل ملف PDF هذا أصلي؟'),
      ]);
    });
  });

  describe('on paper', () => {
    it('has the verdict and the names of the files, in dark ink also for those who like screens dark', async () => {
      const { page } = await open(undefined, { colorScheme: 'dark' });
      await choose(page, ada);
      await verdict(page);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const section = page.locator('article:visible');
      expect(await section.locator('.verdict').isVisible()).toBe(true);
      expect(await section.locator('.drop').isVisible()).toBe(false);
      expect(await section.getByRole('link', { name: 'Certificate.pdf.sig' }).isVisible()).toBe(true);
      expect(await section.locator('.says').evaluate((says) => getComputedStyle(says).color)).toBe('rgb(20, 108, 67)');
    });
  });

  describe('for everybody', () => {
    const pages = [`/cert/${uuid('a')}`, `/cert/${uuid('a')}/verify.html`, `/cert/${uuid('c')}`] as const;
    const longName = `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(3)} María`;
    const settings = ['light', 'dark'] as const;

    it.each(settings)(
      'has nothing that axe finds, in any language, by %s',
      async (colorScheme) => {
        publisher.bury('c', 'replaced', site);
        for (const path of pages) {
          for (const lang of ['en', 'es', 'ar']) {
            const { page, troubles } = await open(`${path}#${lang}`, { colorScheme });
            const files = path.endsWith('verify.html') ? [ada, grace, Buffer.from('%PDF-1.7')] : [null];
            for (const file of files) {
              if (file) await choose(page, file).then(() => verdict(page));
              expect(await violations(page)).toEqual([]);
            }
            expect(troubles).toEqual([]);
          }
        }
      },
      120_000,
    );

    it('fits a screen of 320 pixels, whatever the name', async () => {
      ada = await publisher.publish({ name: longName, digit: 'a' }, site);
      publisher.bury('c', 'withdrawn', site);
      for (const path of pages) {
        for (const lang of ['en', 'es', 'ar']) {
          const { page } = await open(`${path}#${lang}`, { viewport: { width: 320, height: 640 } });
          if (path.endsWith('verify.html')) await choose(page, ada).then(() => verdict(page));
          const widths = await page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth]);
          expect([path, lang, ...widths]).toEqual([path, lang, 320, 320]);
        }
      }
    }, 120_000);
  });
});

const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (options: object) => Promise<{
          violations: readonly { id: string; nodes: readonly { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
    );
  });
};
