// Starts every command. Works on a fresh clone with Node alone, so it imports only Node modules. Installs missing or
// outdated dependencies, then runs a TypeScript file.
//
//   node scripts/run.mjs <entry.ts> [arguments]
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const stampFile = path.join(root, 'node_modules', '.bootstrap')

const [entry, ...rest] = process.argv.slice(2)
if (!entry) fail('Usage: node scripts/run.mjs <entry.ts> [arguments]')
refuseOldNode()

const wanted = stamp()
if (!installed()) await install()
process.exitCode = await run(process.execPath, ['--import', 'tsx', entry, ...rest], 'inherit')

function fail(message) {
  console.error(message)
  process.exit(1)
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = manifest.engines.node.match(/\d+/g).map(Number)
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    fail(`Palermo needs Node ${manifest.engines.node}; this is ${process.version}.`)
  }
}

/** A hash of everything on which the result of an install depends, including the platform for its packages. */
function stamp() {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  const workspaces = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => path.join(entry.name, 'package.json'))
    .sort()
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...workspaces]) {
    const file = path.join(root, name)
    if (existsSync(file)) hash.update(`\0${name}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function installed() {
  // An offline bundle contains its dependencies (offline.ts).
  if (existsSync(path.join(root, 'node_modules', '.bundled'))) return true
  return (
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === wanted &&
    existsSync(path.join(root, 'node_modules', 'tsx', 'package.json'))
  )
}

async function install() {
  console.log('Installing dependencies (only when they have changed) …')
  const began = Date.now()
  rmSync(stampFile, { force: true })
  // Under npm, or without a terminal, pnpm must not ask questions.
  const code = await run('npx', ['--yes', manifest.packageManager, 'install', '--frozen-lockfile'], 'ignore', {
    CI: 'true',
  })
  if (code !== 0) fail(`The dependencies could not be installed (exit ${code}). The lines above say why.`)
  writeFileSync(stampFile, wanted)
  console.log(`Dependencies are in place (${((Date.now() - began) / 1000).toFixed(1)} s).`)
}

/**
 * Runs a command and returns its exit code. The command leads its own process group: one Ctrl-C reaches this process
 * several times (from the terminal and from npm), but the command must get it once, to stop in its own order; a second
 * Ctrl-C kills the command with all its children. The IPC channel closes when this process ends, so a long-running
 * command notices even a kill -9 of this process.
 */
function run(command, args, stdin, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: [stdin, 'inherit', 'inherit', 'ipc'],
    detached: true,
    env: { ...process.env, ...env },
  })
  let askedAt = 0
  const forward = (signal) => {
    if (askedAt === 0) {
      askedAt = Date.now()
      child.kill(signal)
    } else if (Date.now() - askedAt > 500) {
      killGroup(child.pid)
    }
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  // npm may end without a signal to this process, which therefore checks its parent.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid !== parent && askedAt === 0 && forward('SIGTERM'), 500)
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`${command} could not be started: ${error.message}`))
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      for (const name of signals) process.off(name, forward)
      if (child.connected) child.disconnect()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

function killGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // The command ended before the signal could be passed on.
  }
}
