// `npm run capability <plural> [singular]`: creates the first files of a record type from the code blocks of
// docs/add-a-capability.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.ts'
import { blocksOf, named, registered, withRoutes } from './guide.ts'
import { writeMigration } from './migration.ts'

const [plural, singular = plural?.replace(/s$/, '')] = process.argv.slice(2)
if (plural === undefined || singular === undefined || singular === plural || !isName(plural) || !isName(singular)) {
  console.error(
    'Usage: npm run capability <plural> [singular], in small letters, for instance: npm run capability hearings',
  )
  process.exit(1)
}

const blocks = blocksOf(read('docs/add-a-capability.md')).map(({ file, text }) => ({
  file: named(file, plural, singular),
  text: named(text, plural, singular),
}))
const taken = blocks.filter(({ file }) => existsSync(path.join(root, file)))
if (
  taken.length > 0 ||
  readdirSync(path.join(root, 'db', 'migrations')).some((file) => file.endsWith(`_${plural}.sql`))
) {
  console.error(`${plural} exists already: ${taken.map(({ file }) => file).join(', ')}`)
  process.exit(1)
}

for (const { file, text } of blocks) write(file, text)
console.log(await writeMigration(plural))
write('shared/src/record-types.ts', registered(read('shared/src/record-types.ts'), plural, singular))
write('server/src/app.ts', withRoutes(read('server/src/app.ts'), plural, singular))
console.log(`
Next: change the declaration and what follows from it, then
  npm run check -- --write
  npm test -- tests/${plural}`)

function isName(name: string): boolean {
  return /^[a-z]+$/.test(name)
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
  console.log(file)
}
