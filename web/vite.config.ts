import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './plugins/compress.ts';
import { early } from './plugins/early.ts';
import { messagesPlugin, TEXTS } from './plugins/messages.ts';

const BROWSERS = ['chrome150', 'firefox145', 'safari26'];

const FORMAT_ONLY = 'use-intl/format-message/format-only';

const soon = {
  font: 'inter-latin-wght-normal',
  texts: `\0${TEXTS}`,
  // Overview comes with the script itself; these are opened next most.
  pages: { usage: '/src/pages/Explore.tsx', activity: '/src/pages/Activity.tsx' },
};

export default defineConfig({
  root: import.meta.dirname,
  // Texts are compiled when they are built: no parser goes to a browser.
  resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: FORMAT_ONLY }] },
  plugins: [react(), messagesPlugin(), early(soon), compress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: BROWSERS,
    cssTarget: BROWSERS,
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // Sizes are held gzipped, by a test: this would warn of the first chunk as it is unpacked, in kB.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // One file of what every visit needs: packed better, and asked for in fewer requests, than what other pages share of it.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4000' } },
});
