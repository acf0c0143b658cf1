// `npm run build`: what a deployment runs. The web app, and each process packed into one file under `.cache/run`.
//
//   npm run build -- --prune     afterwards: leaves only what running needs
import { bundle } from './bundle.ts'
import { run } from './command.ts'
import { ensureWebBuild } from './web-build.ts'

/** Each process of a deployment by its name, and where its code begins. */
const processes = {
  api: 'server/src/main.ts',
  'sign-in': 'server/src/accounts/sign-in-main.ts',
  worker: 'workers/src/main.ts',
  inspector: 'server/src/documents/inspector.ts',
  prepare: 'scripts/prepare.ts',
  palermo: 'server/src/palermo.ts',
}

if (process.argv.includes('--prune')) {
  const pnpm = ['--yes', `pnpm@${process.env.npm_package_packageManager?.split('@')[1] ?? '12'}`]
  process.exit(
    await run('npx', [...pnpm, 'install', '--prod', '--frozen-lockfile', '--ignore-scripts'], { CI: 'true' }),
  )
}
await ensureWebBuild(console.log)
for (const [name, file] of Object.entries(await bundle(processes))) console.log(`${name}: ${file}`)
