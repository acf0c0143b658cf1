import { Worker } from 'node:worker_threads'
import { afterAll, expect } from 'vitest'

// vitest's own time limits cannot interrupt code that never returns to the event loop. So a separate thread watches
// each test file, prints the name of the file after the limit and ends the process.

const minutes = 20
const watching = `
  const { workerData: { file, minutes } } = require('node:worker_threads')
  setTimeout(() => {
    require('node:fs').writeSync(2, file + ' has not ended after ' + minutes + ' minutes and is stopped.\\n')
    process.kill(process.pid, 'SIGKILL')
  }, minutes * 60_000)
`

/** The thread of the last test file in this process. */
const kept = globalThis as typeof globalThis & { palermoWatch?: Worker }
// Ends the thread of an earlier file that failed before its `afterAll`, so that the thread does not end the process of
// a later file.
void kept.palermoWatch?.terminate()

const watch = new Worker(watching, { eval: true, workerData: { file: expect.getState().testPath, minutes } })
kept.palermoWatch = watch
watch.unref()
// Ends the thread, because the process goes on to the next file.
afterAll(async () => void (await watch.terminate()))
