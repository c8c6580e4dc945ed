import { defineConfig } from 'vitest/config';

/** The suites that need a real part from outside npm; each says what it needs, and is skipped aloud without it. */
export default defineConfig({
  test: {
    include: ['test/**/*.real.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
