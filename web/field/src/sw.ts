import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | { url: string; revision: string | null })[] };

// The whole app is one versioned set of files; the API is never cached. A new version waits for the officer's word.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/api\//] }));

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

// The first visit is served at once; a later version only takes over when asked.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
