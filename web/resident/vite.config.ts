import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/r/',
  plugins: [
    // Without hoisting, long static runs do not become innerHTML, which the content policy forbids.
    vue({ template: { compilerOptions: { hoistStatic: false } } }),
  ],
  // Whatever telephone people have: browsers of 2019.
  build: { assetsInlineLimit: 0, target: ['es2019', 'chrome75', 'safari13'], modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
