// Makes a checkout ready to run: installs what is missing, compiles what has changed. Says nothing when nothing is to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const quiet = process.argv.includes('--quiet');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`certificate-agent needs Node 20.19 or newer; this is ${process.version}`);
  process.exit(1);
}

const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const run = (what, command, args) => {
  if (!quiet) console.error(`${what} ...`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`${what} failed: see above. By hand: ${command} ${args.join(' ')}`);
    process.exit(1);
  }
};

const newestIn = (folder) =>
  Math.max(
    ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newestIn(join(folder, entry.name)) : modifiedAt(join(folder, entry.name)),
    ),
    0,
  );

if (modifiedAt('node_modules/.package-lock.json') < modifiedAt('package-lock.json')) {
  run('installing the packages of package-lock.json', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

const sources = ['src', 'machines', 'projections', 'templates'];
const results = { 'tsconfig.build.json': 'dist/.tsbuildinfo', 'tsconfig.browser.json': 'dist/.tsbuildinfo-browser' };
const configs = Object.keys(results);
const newest = Math.max(...sources.map(newestIn), ...['tsconfig.json', ...configs].map(modifiedAt));
if (Math.min(...Object.values(results).map(modifiedAt)) < newest) {
  const begun = new Date();
  for (const config of configs) {
    run('compiling', process.execPath, ['node_modules/typescript/bin/tsc', '-p', config]);
    // The compiler leaves the file alone when nothing of its own has changed; it is up to date all the same.
    utimesSync(results[config], begun, begun);
  }
}
