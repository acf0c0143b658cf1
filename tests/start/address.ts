// Prints the superuser's URL of the embedded server of a data folder, for a test that cannot read the folder itself.
import { findRunning } from '@palermo/db/embedded/running.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: address.ts <data folder>')
console.log(await findRunning(folder))
