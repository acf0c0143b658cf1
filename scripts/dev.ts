// `npm run dev`: runs the system for development. API and worker run from their sources and restart when the sources
// change; Vite updates the web app in the open page. Uses the same database and data as `npm start`.
import { createRequire } from 'node:module'
import path from 'node:path'
import { bundle } from './bundle.ts'
import { root } from './command.ts'
import { readSettingsOrEnd } from './settings.ts'
import { runSystem } from './system.ts'

const settings = readSettingsOrEnd()
const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const vite = path.join(root, 'web', 'node_modules', 'vite', 'bin', 'vite.js')
const watch = (entry: string) => [tsx, 'watch', '--clear-screen=false', entry]

await runSystem({
  settings,
  log: console.log,
  logToFiles: false,
  launches: async () => {
    // The process that inspects files may read no sources except its own bundle, so it is bundled here as well.
    await bundle({ inspector: 'server/src/documents/inspector.ts' })
    return [
      { name: 'sign-in', args: watch('server/src/sign-in/main.ts') },
      { name: 'worker', args: watch('workers/src/main.ts') },
      { name: 'api', args: watch('server/src/main.ts') },
      { name: 'web', args: [vite, 'web', '--clearScreen', 'false'] },
    ]
  },
  welcome: () => console.log('\n  http://localhost:5173 (changes show at once)\n'),
})
