import { defineConfig } from 'vitest/config';

/** Proofs bring whole restaurants up: one file after another, with time for a slow machine. */
export default defineConfig({
  test: {
    globalSetup: ['../apps/cloud-sync/test/postgres-cluster.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
