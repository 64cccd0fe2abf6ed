import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** One run for all apps. A test that draws something says so: `// @vitest-environment happy-dom`. */
export default defineConfig({
  plugins: [vue()],
  test: { include: ['{shared,field,office,resident}/src/**/*.test.ts'], environment: 'node' },
});
