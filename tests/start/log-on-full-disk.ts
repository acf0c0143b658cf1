// Writes to a log while its disk becomes full, frees space, writes once more, and prints the lines of the file.
import { closeSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { logDestination } from '@palermo/db/log-destination.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: log-on-full-disk.ts <folder>')
const file = path.join(folder, 'a.log')
const filling = path.join(folder, 'filling')
const { bavail, bsize } = statfsSync(folder)
const log = openSync(file, 'a')
const nowhere = openSync('/dev/full', 'w')
const destination = logDestination([log, nowhere])
const page = Buffer.alloc(bsize)
const other = openSync(filling, 'w')
// Leaves one page for the log, so that only a part of the next line can be written.
for (let pages = 1; pages < bavail; pages++) writeSync(other, page)
destination.write(`${'x'.repeat(2 * bsize)}\n`)
closeSync(other)
rmSync(filling)
destination.write('after\n')
closeSync(log)
console.log(JSON.stringify(readFileSync(file, 'utf8').trimEnd().split('\n')))
