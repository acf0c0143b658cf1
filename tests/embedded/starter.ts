// A process that starts an embedded server and says where it is, for tests that start from several processes or kill one.
import { startEmbedded } from '@palermo/db/embedded.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: starter.ts <data folder>')
const server = await startEmbedded(folder, () => undefined)
console.log(JSON.stringify({ url: server.url, reused: server.reused }))
// Stays, as a real starter does, until the test kills it.
setInterval(() => undefined, 60_000)
