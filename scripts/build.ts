// `npm run build`: builds the web app and bundles each process into one file under `.cache/run`, for a deployment. `npm
// run build -- --prune` then deletes the files that are not needed to run.
import { bundle } from './bundle.ts'
import { run } from './command.ts'
import { processes } from './processes.ts'
import { ensureWebBuild } from './web-build.ts'

if (process.argv.includes('--prune')) {
  const pnpm = ['--yes', `pnpm@${process.env.npm_package_packageManager?.split('@')[1] ?? '12'}`]
  process.exit(
    await run('npx', [...pnpm, 'install', '--prod', '--frozen-lockfile', '--ignore-scripts'], { CI: 'true' }),
  )
}
await ensureWebBuild(console.log)
for (const [name, file] of Object.entries(await bundle(processes))) console.log(`${name}: ${file}`)
