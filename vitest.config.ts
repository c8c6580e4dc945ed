import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.real.test.ts'],
    // Only what hangs ends here: machines are as slow as they are.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Suites that need a part from outside npm: run by `npm run test:real`.
    pool: 'forks',
    // Tests of processes wait for each other most of the time. By itself, Vitest leaves one core alone.
    maxWorkers: '100%',
  },
});
