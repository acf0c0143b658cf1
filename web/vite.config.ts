import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstChunks } from './first-chunks.ts'
import { pageMessages } from './page-messages.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      codeSplittingOptions: {
        // What says that something failed is there before it fails: without a line it could not be fetched any more.
        defaultBehavior: [['component']],
        // So is the page that stands there after signing out, which takes away the worker that would be bringing it.
        splitBehavior: ({ routeId }) => (routeId === '/sign-in' ? [] : undefined),
      },
      // Where the routes lie and how their tree is written stands in tsr.config.json, which `npm run check` reads as well.
    }),
    pageMessages(here('src')),
    react(),
    tailwindcss(),
  ],
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:3000' } },
  preview: { host: '127.0.0.1', port: 4173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // No data: addresses, so that the content security policy can refuse them.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Few files on the first page: on a slow line every one of them costs a round trip.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules[\\/](react|react-dom|scheduler|zod|react-intl|intl-messageformat|@formatjs|@tanstack|use-sync-external-store)[\\/]/,
              priority: 1,
            },
            { name: firstChunks(here('src/main.tsx')), debugName: 'first page' },
          ],
        },
      },
    },
  },
})
