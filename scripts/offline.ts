// `npm run offline`: makes one archive from which Palermo is installed on a machine without a network. The archive
// holds the code, its dependencies, the built web app, PostgreSQL and this version of Node, so it fits machines of the
// same platform.
//
//   npm run offline                       .cache/offline/palermo-VERSION-PLATFORM-ARCH.tar.gz
//   npm run offline -- FILE.tar.gz        under another name
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { built } from './built.ts'
import { announce, endWithStarter, root, run } from './command.ts'
import { ensureWebBuild } from './web-build.ts'

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  version: string
  packageManager: string
}
const name = `palermo-${manifest.version}-${process.platform}-${process.arch}`
const shelf = path.join(root, '.cache', 'offline')
const folder = path.join(shelf, name)
const archive = process.argv[2]
  ? path.resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2])
  : path.join(shelf, `${name}.tar.gz`)

/**
 * Files of the checkout that are included. Of the tests only the package name is included, because the lockfile refers
 * to it.
 */
const contents = [
  ...['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.base.json', 'tests/package.json'],
  ...['README.md', 'docker-compose.yml', 'deploy', 'docs', 'scripts'],
  ...['shared', 'db', 'server', 'workers', 'web'],
]
/** Files that are left out, because they are created again or are useless on another machine. */
const left = new Set(['node_modules', 'dist', '.cache', '.data', '.tsbuildinfo'])

const installation = [
  ...['--dir', folder, 'install', '--prod', '--frozen-lockfile', '--ignore-scripts'],
  // The web app is built already, so its build dependencies are left out.
  ...['palermo', '@palermo/server', '@palermo/workers', '@palermo/db', '@palermo/shared'].flatMap((one) => [
    '--filter',
    one,
  ]),
]

endWithStarter()
announce('Web app')
await ensureWebBuild(console.log)
announce('Code and programmes')
layOut()
announce('What the code depends on')
await succeed('npx', ['--yes', manifest.packageManager, ...installation])
writeFileSync(path.join(folder, 'node_modules', '.bundled'), '')
announce('Sums')
writeFileSync(path.join(folder, 'SHA256SUMS'), sums())
announce('Archive')
mkdirSync(path.dirname(archive), { recursive: true })
// The archive is compressed lightly, because it consists mostly of executables, which hardly get smaller.
await succeed('tar', [
  ...['--create', '--use-compress-program', 'gzip -1'],
  '--file',
  archive,
  '--directory',
  shelf,
  name,
])
rmSync(folder, { recursive: true, force: true })
console.log(archive)
// Ends this process, which the IPC channel to its parent would otherwise keep running.
process.exit(0)

function layOut(): void {
  rmSync(folder, { recursive: true, force: true })
  for (const one of contents) {
    cpSync(path.join(root, one), path.join(folder, one), {
      recursive: true,
      filter: (file) => !left.has(path.basename(file)),
    })
  }
  for (const end of ['', '.stamp'])
    cpSync(`${built.site}${end}`, path.join(folder, 'web', 'dist', `site${end}`), { recursive: true })
  mkdirSync(path.join(folder, 'node', 'bin'), { recursive: true })
  copyFileSync(process.execPath, path.join(folder, 'node', 'bin', 'node'))
  copyFileSync(path.join(root, 'deploy', 'palermo.sh'), path.join(folder, 'palermo'))
  chmodSync(path.join(folder, 'palermo'), 0o755)
}

/** Checksums in the format of `sha256sum --check`. Symbolic links within the bundle are left out. */
function sums(): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
    .map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(path.join(folder, file)))
          .digest('hex')}  ${file}\n`,
    )
    .join('')
}

async function succeed(command: string, args: readonly string[]): Promise<void> {
  const code = await run(command, args, { CI: 'true' })
  if (code === 0) return
  console.error(`${command} ended with ${code}; nothing was made.`)
  process.exit(1)
}
