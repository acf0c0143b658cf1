import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, runBin } from './command.ts'

const site = path.join(root, 'web', 'dist', 'site')
// Beside the site, not in it: what lies in it is served.
const stampFile = path.join(root, 'web', 'dist', 'site.stamp')
const sources = ['web', 'shared']

/** Builds the web app when it was never built or anything it is made of has changed since. */
export async function ensureWebBuild(say: (line: string) => void): Promise<void> {
  const wanted = hashOfSources()
  if (existsSync(site) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  say('Building the web app …')
  await buildWeb()
  // The build may write sources itself (the tree of routes), so what counts is what lies there now.
  writeFileSync(stampFile, hashOfSources())
}

export async function buildWeb(): Promise<void> {
  const code = await runBin('vite', ['build', 'web', '--logLevel', 'warn'], 'web')
  if (code !== 0) throw new Error(`The web app could not be built (exit ${code}).`)
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'pnpm-lock.yaml')))
  for (const file of sources.flatMap((name) => filesIn(path.join(root, name)))) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'dist' && entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(path.join(folder, entry.name)) : path.join(folder, entry.name)))
}
