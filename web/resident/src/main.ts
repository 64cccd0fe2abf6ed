import '@redvest/shared/tokens.css';
import './app.css';
import { restoreLanguage } from '@redvest/shared';
import { createApp } from 'vue';
import App from './App.vue';

void restoreLanguage().then(() => createApp(App).mount('#app'));
