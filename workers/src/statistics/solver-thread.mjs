// Runs in the thread that `solver.ts` starts. Written in JavaScript, because Node starts the thread from this file also
// where the worker is bundled.
import { parentPort } from 'node:worker_threads'
import load from 'highs'

const highs = await load()
parentPort.on('message', ({ text, options, columns }) => {
  const { Status, Columns } = highs.solve(text, options)
  parentPort.postMessage(Status === 'Optimal' ? columns.map((name) => Columns[name]?.Primal ?? Number.NaN) : null)
})
