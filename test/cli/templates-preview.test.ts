import { get, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awkwardNames } from '../../templates/awkward-names.ts';
import { createFolderFixture, type FolderFixture, smallLayout } from '../adapters/private-folder/folder-fixture.ts';
import { createInstallation, type Installation } from './installation.ts';

type Answer = Readonly<{ status: number; headers: Readonly<Record<string, unknown>>; body: Buffer }>;

let here: Installation;
let folder: FolderFixture;
let url: URL;
let preview: ReturnType<Installation['start']>;

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', from = url): Promise<Answer> =>
  new Promise((done, failed) => {
    request(new URL(path, from), { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', failed)
      .end();
  });
const state = async () => JSON.parse((await ask('/state')).body.toString());
const draw = (subject: string, name: number | string = 0) =>
  ask(`/certificate?${new URLSearchParams({ subject, name: String(name) })}`);

/** Starts it on a folder. */
const started = async (path: string) => {
  const running = here.start(['templates', 'preview', '--cert-private-dir', path]);
  let told = '';
  running.child.stderr?.on('data', (chunk: string) => {
    told += chunk;
  });
  await running.says('Ctrl-C ends it');
  return { running, url: new URL(/http:\/\/127\.0\.0\.1:\d+\//.exec(told)?.[0] ?? '') };
};

beforeAll(async () => {
  here = await createInstallation();
  folder = createFolderFixture();
  folder.write('template_data/layouts/diploma.json', smallLayout());
  folder.write('cert-data.yml', 'a/b/c:\n  LAYOUT: diploma\nd/e/f:\n  TEMPLATEFILE: gone.pdf\n');
  ({ running: preview, url } = await started(folder.path));
});
afterAll(async () => {
  preview.child.kill('SIGKILL');
  folder.remove();
  await here.remove();
});

describe('templates preview', () => {
  it('lists courses, then layouts, and the awkward names', async () => {
    const { subjects, names, problems } = await state();
    expect(subjects.slice(0, 3)).toEqual(['a/b/c', 'd/e/f', 'standard']);
    expect(subjects).toContain('diploma');
    expect(names).toEqual(awkwardNames);
    expect(problems).toBeNull();
  });

  it('draws a certificate with the production renderer', async () => {
    const { status, headers, body } = await draw('a/b/c', 6);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/pdf' });
    expect(body.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('says in words why one cannot be drawn', async () => {
    const { status, body } = await draw('d/e/f');
    expect(status).toBe(422);
    expect(body.toString()).toMatch(/^there is no template "gone.pdf".*\(template-unknown\)$/);
  });

  it('has another version when a layout or a template changes, and draws by the new one', async () => {
    const before = await state();
    expect((await state()).version).toBe(before.version);
    const drawn = await draw('diploma');
    folder.write('template_data/layouts/diploma.json', smallLayout({ page: 'letter portrait' }));
    const changed = await state();
    expect(changed.version).not.toBe(before.version);
    expect((await draw('diploma')).body.equals(drawn.body)).toBe(false);
    folder.write('template_data/paper.pdf', 'not drawn yet');
    expect((await state()).version).not.toBe(changed.version);
  });

  it('shows what cannot be read, with its place, goes on with what was read before, and recovers', async () => {
    folder.write('template_data/layouts/diploma.json', '{ "page": "A4 landscape",\n "blokcs": [] }');
    const { problems } = await state();
    expect(problems).toMatch(/diploma\.json:2:\d+: "blokcs" says nothing here; did you mean "?blocks"?/i);
    expect((await draw('diploma')).status).toBe(200);
    folder.write('template_data/layouts/diploma.json', smallLayout());
    expect((await state()).problems).toBeNull();
  });

  it.each([
    ['a layout that is not there', 'coffee', '0'],
    ['a name beyond the list', 'standard', '999'],
    ['a name that is no number', 'standard', '__proto__'],
    ['a path', '../../etc/passwd', '0'],
  ])('has nothing to show for %s', async (_, subject, name) => {
    expect((await draw(subject, name)).status).toBe(404);
  });

  it.each(['/', '/preview.js', '/preview.css', '/state', '/no-such-page'])(
    'sends %s with a strict policy',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it('has no script or style within the page, as its policy asks', async () => {
    const page = (await ask('/')).body.toString();
    expect(page).not.toMatch(/<style|<script(?! type="module" src=)| on\w+=| style=/);
  });

  it.each([
    ['another host’s name', { host: 'evil.example' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['another page in the browser', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('turns away %s', async (_, headers) => {
    expect((await ask('/state', headers)).status).toBe(403);
  });

  it('listens on this machine’s own address alone', async () => {
    const reached = await new Promise<boolean>((done) => {
      const socket = connect({ host: '127.0.0.2', port: Number(url.port) });
      socket.on('connect', () => done(true)).on('error', () => done(false));
    });
    expect(reached).toBe(false);
  });

  it('begins with a folder that is broken: it says why, and shows it when it is mended', async () => {
    const broken = createFolderFixture();
    broken.write('template_data/layouts/diploma.json', '{ "page": "A4 landscape", }');
    const { running, url: from } = await started(broken.path);
    const seen = async () => JSON.parse((await ask('/state', {}, 'GET', from)).body.toString());
    const before = await seen();
    expect(before.problems).toMatch(/diploma\.json:1:\d+: /);
    expect(before.subjects).toContain('standard');
    expect(before.subjects).not.toContain('diploma');

    broken.write('template_data/layouts/diploma.json', smallLayout());
    const after = await seen();
    expect(after.problems).toBeNull();
    expect(after.subjects).toContain('diploma');

    broken.write('template_data/layouts/diploma.json', '{');
    broken.write('cert-data.yml', 'a/b/c: {OGR: X}');
    await seen();
    running.child.kill('SIGTERM');
    const { stderr } = await running.ended;
    expect(stderr).toMatch(
      /cannot be used; what was read before goes on: \S*cert-data\.yml:1:\d+: .*; \S*diploma\.json:/,
    );
    expect(stderr).not.toContain('u000a');
    broken.remove();
  });

  it('says so when the port is taken', async () => {
    const { exitCode, stderr } = await here.run(['templates', 'preview', '--port', url.port]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `port ${url.port} of this machine cannot be used: another program has it; give another --port, or leave it out (port-unavailable)`,
    );
  });

  it('ends with 0 on Ctrl-C, also while a browser keeps a connection', async () => {
    get(new URL('/state', url), { agent: undefined }).on('error', () => undefined);
    preview.child.kill('SIGINT');
    expect((await preview.ended).exitCode).toBe(0);
  });
});
