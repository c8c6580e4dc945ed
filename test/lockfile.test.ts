import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

type Entry = Readonly<{
  version?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Readonly<Record<string, string>>;
}>;

const { packages } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../package-lock.json', import.meta.url)), 'utf8'),
) as Readonly<{ packages: Readonly<Record<string, Entry>> }>;
const locked = Object.entries(packages).filter(([path]) => path !== '');
const locatedAt = (name: string): boolean => locked.some(([path]) => path.endsWith(`node_modules/${name}`));

/** npm leaves entries out when a registry lacks them, and `npm ci` then refuses the lockfile on every other machine. */
describe('the lockfile', () => {
  it('pins the packages of every platform', () => {
    const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !locatedAt(name))
        .map((name) => `${name}, of ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('says of each package what it must hash to', () => {
    expect(locked.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path)).toEqual([]);
  });

  // Comes with the event store's client. Its script only warns of version ranges, and `.ci/ready.mjs` does not run it.
  const harmless = ['node_modules/protobufjs'];

  it('has no package that needs to run something to be installed', () => {
    expect(locked.flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path] : []))).toEqual(harmless);
  });
});
