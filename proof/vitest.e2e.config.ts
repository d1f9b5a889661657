import { defineConfig } from 'vitest/config';

/** Journeys start whole restaurants and browsers: one after another, with time for a slow machine. */
export default defineConfig({
  test: { include: ['e2e/**/*.e2e.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 },
});
