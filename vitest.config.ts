import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/kit/engine-setup.ts", "test/kit/assembly-setup.ts"],
    setupFiles: ["test/kit/log-setup.ts"],
    // Order must not matter: a test that leans on another one is found by the shuffle.
    sequence: { shuffle: true },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "threads",
    env: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      POWERTOOLS_LOG_LEVEL: "INFO",
      POWERTOOLS_METRICS_NAMESPACE: "Weft/test",
      POWERTOOLS_DEV: "false",
    },
  },
});
