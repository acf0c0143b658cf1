// Prints the superuser's address of the embedded server of a data folder, for a test that does not see the folder itself.
import { findRunning } from '@palermo/db/embedded/running.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: address.ts <data folder>')
console.log(await findRunning(folder))
