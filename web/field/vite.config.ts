import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export default defineConfig({
  base: '/field/',
  plugins: [
    // Without hoisting, long static runs do not become innerHTML, which the content policy forbids.
    vue({ template: { compilerOptions: { hoistStatic: false } } }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,wasm}'], maximumFileSizeToCacheInBytes: 4_000_000 },
      manifest: {
        name: '红马甲 RedVest',
        short_name: '红马甲',
        lang: 'zh-Hans',
        start_url: '/field/',
        scope: '/field/',
        display: 'standalone',
        background_color: '#f3f4f6',
        theme_color: '#8f0f16',
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
    }),
  ],
  build: { assetsInlineLimit: 0, target: 'es2022', modulePreload: { polyfill: false } },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
