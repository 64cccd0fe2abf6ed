import '@redvest/shared/tokens.css';
import { restoreLanguage } from '@redvest/shared';
import { createApp } from 'vue';
import App from './App.vue';

await restoreLanguage();
createApp(App).mount('#app');
