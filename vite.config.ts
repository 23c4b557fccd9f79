/**
 * Builds the screens: one HTML page a screen, shared chunks, everything with a content hash, and one
 * service worker at the root. `dist/` is what the server serves.
 */
import { defineConfig } from 'vite';
import { singleFileVerifier } from './stage/verify/single-file.node.ts';
import { leanFonts, precacheScreens } from './ui/service-worker/precache-plugin.node.ts';

/** The server during development: `npm start` or `node server/main.ts`. */
const SERVER = 'http://127.0.0.1:8080';
const SCREENS = ['kiosk', 'dashboard', 'phone', 'phone/certificate', 'phone/books', 'stage'];

export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'ui/public',
  plugins: [leanFonts(), singleFileVerifier(), precacheScreens()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing becomes a data: address; the content security policy allows none for fonts or WASM.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      input: Object.fromEntries(SCREENS.map((screen) => [screen, `${screen}/index.html`])),
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      // Not as plain strings: those would change the Host, and the server refuses foreign origins.
      '/api': { target: SERVER },
      '/tsudoi-ca.crt': { target: SERVER },
      '/socket.io': { target: SERVER, ws: true },
    },
  },
});
