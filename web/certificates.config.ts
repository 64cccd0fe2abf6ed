import { defineConfig } from 'vitest/config';

/** Runs what writes the vectors, which no ordinary test run does. */
export default defineConfig({ test: { include: ['shared/src/certificates/make-vectors.ts'], environment: 'node' } });
