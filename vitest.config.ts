import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.real.test.ts'],
    testTimeout: 30_000,
    // Suites that need a part from outside npm: run by `npm run test:real`.
    pool: 'forks',
  },
});
