import vue from '@vitejs/plugin-vue';
import ElementPlus from 'unplugin-element-plus/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/office/',
  plugins: [
    // Without hoisting, long static runs do not become innerHTML, which the content policy forbids.
    vue({ template: { compilerOptions: { hoistStatic: false } } }),
    ElementPlus({ format: 'esm', ignoreComponents: ['AutoResizer'] }),
  ],
  build: { assetsInlineLimit: 0, target: 'es2022', modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
