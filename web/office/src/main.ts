import '@redvest/shared/tokens.css';
import './office.css';
import './ui/frame.css';
import './rooms/queue/queue.css';
import './print.css';
import { restoreLanguage } from '@redvest/shared';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { queries } from './queries';
import { router } from './routes';
import { allowEmptyMarkupOnly } from './trusted';

// After an update of the server the parts of the page before are gone; the new page has its own. Not at its start: that would go round.
addEventListener('vite:preloadError', () => {
  if (performance.now() > 5_000) location.reload();
});
allowEmptyMarkupOnly();
await restoreLanguage();
const app = createApp(App).use(VueQueryPlugin, { queryClient: queries }).use(router);
// Nothing is drawn, and nothing asked, before it is known which page it will be.
await router.isReady();
app.mount('#app');
