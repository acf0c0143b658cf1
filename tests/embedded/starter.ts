// Starts an embedded server and prints its URL, for tests that start it from several processes or kill one of them.
import { startEmbedded } from '@palermo/db/embedded.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: starter.ts <data folder>')
const server = await startEmbedded(folder, () => undefined)
console.log(JSON.stringify({ url: server.url, reused: server.reused }))
// Keeps the process running until the test kills it, as a process that runs the system stays.
setInterval(() => undefined, 60_000)
