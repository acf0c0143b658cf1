// `npm run check`: writes the generated files, then runs the quick checks that are needed before each commit. `npm run
// check -- --write` also corrects what can be corrected automatically.
import { announce, endWithStarter, runBin } from './command.ts'
import { writeGeneratedSql } from './generated-sql.ts'
import { writeRecordPages } from './record-pages.ts'
import { writeRouteTree } from './route-tree.ts'

endWithStarter()
const steps = [
  ['Style and mistakes (biome)', 'biome', ['check', ...process.argv.slice(2)]],
  ['Types (tsc)', 'tsc', ['-b']],
  ['Unused code and dependencies (knip)', 'knip', []],
] as const

announce('Generated files')
await writeRouteTree()
await writeRecordPages()
writeGeneratedSql()
const failed: string[] = []
for (const [name, bin, args] of steps) {
  announce(name)
  if ((await runBin(bin, args)) !== 0) failed.push(name)
}
console.log(failed.length === 0 ? '\nAll is well.' : `\nTo be mended: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
