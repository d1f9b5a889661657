import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The till's pages. Relative addresses, so the same files work under `/pos/` of the edge and inside the desktop shell. */
export default defineConfig({
  base: './',
  // One chunk: it comes from the box in the next room, and a till must not wait for a part of itself later.
  plugins: [react(), tailwindcss()],
  build: { outDir: 'dist', sourcemap: true, target: 'es2023', chunkSizeWarningLimit: 700 },
});
