import { Worker } from 'node:worker_threads'
import { afterAll, expect } from 'vitest'

// vitest's own limits wait for a promise; code that never gives the thread back outlives them all. So a thread of its own
// watches over each file, and says which one it was before it ends the process.

const minutes = 20
const watching = `
  const { workerData: { file, minutes } } = require('node:worker_threads')
  setTimeout(() => {
    require('node:fs').writeSync(2, file + ' has not ended after ' + minutes + ' minutes and is stopped.\\n')
    process.kill(process.pid, 'SIGKILL')
  }, minutes * 60_000)
`

/** What the process keeps from one file to the next. */
const kept = globalThis as typeof globalThis & { palermoWatch?: Worker }
// Where a file failed so that its own end was not reached, its watch must not end the files after it.
void kept.palermoWatch?.terminate()

const watch = new Worker(watching, { eval: true, workerData: { file: expect.getState().testPath, minutes } })
kept.palermoWatch = watch
watch.unref()
// The process goes on to the next file.
afterAll(async () => void (await watch.terminate()))
