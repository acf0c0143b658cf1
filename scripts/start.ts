// `npm start`: runs the whole system in one process tree. Starts the database or connects to an external one, updates
// it, builds the web app if needed, runs the API and the worker, and restarts them until Ctrl-C. The settings are in
// `docs/operations.md`.
import { bundle } from './bundle.ts'
import { demoSignIns } from './demo-sign-ins.ts'
import { readSettingsOrEnd } from './settings.ts'
import { addressOf, runSystem } from './system.ts'
import { ensureWebBuild } from './web-build.ts'

const began = performance.now()
const log = (line: string) => console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)

/**
 * MiB for new objects in each process but the API, where V8 takes 16 by default and may hold three times as much. Only
 * the API creates enough new objects to need more.
 */
const fewNewObjects = ['--max-semi-space-size=4']
const heapOf = { 'sign-in': fewNewObjects, worker: fewNewObjects, api: [] } as const

const settings = readSettingsOrEnd()
console.log('Palermo')
await runSystem({
  settings,
  log,
  // With an external database the system is in operation, and its logs are collected from the output.
  logToFiles: settings.databaseUrl === undefined,
  launches: async () => {
    const entries = {
      'sign-in': 'server/src/sign-in/main.ts',
      worker: 'workers/src/main.ts',
      api: 'server/src/main.ts',
      inspector: 'server/src/documents/inspector.ts',
    }
    const [files] = await Promise.all([bundle(entries), ensureWebBuild(log)])
    return (['sign-in', 'worker', 'api'] as const).map((name) => ({ name, args: [...heapOf[name], files[name]] }))
  },
  welcome: () => {
    log('Ready.')
    console.log(`\n  ${addressOf(settings)}\n`)
    if (settings.demo) console.log(demoSignIns())
  },
})
