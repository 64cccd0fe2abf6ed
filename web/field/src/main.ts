import '@redvest/shared/tokens.css';
import './app.css';
import { restoreLanguage } from '@redvest/shared';
import { createApp } from 'vue';
import App from './App.vue';
import { registerWorker } from './register-worker.ts';

await restoreLanguage();
createApp(App).mount('#app');
void registerWorker();

// After an update an old tab's lazy parts are gone: what was typed is stored already, so the tab may load anew.
addEventListener('vite:preloadError', () => location.reload());
