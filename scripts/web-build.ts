import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { built, sites } from './built.ts'
import { root, runBin } from './command.ts'

// The file with the hash is beside the site's folder, because every file in that folder is served.
const stampOf = (site: string) => `${site}.stamp`
const sources = ['web', 'shared']

/** Builds the web app if it was never built or its sources have changed since. */
export async function ensureWebBuild(log: (line: string) => void, site = built.site): Promise<void> {
  const wanted = hashOfSources()
  if (isOf(wanted, site)) return
  const same = sites.find((one) => isOf(wanted, one))
  if (same) {
    rmSync(site, { recursive: true, force: true })
    cpSync(same, site, { recursive: true })
  } else {
    log('Building the web app …')
    await buildWeb(site)
  }
  // The sources are hashed after the build, because the build writes one of them (the route tree).
  writeFileSync(stampOf(site), hashOfSources())
}

const isOf = (sources: string, site: string) =>
  existsSync(site) && existsSync(stampOf(site)) && readFileSync(stampOf(site), 'utf8') === sources

async function buildWeb(site: string): Promise<void> {
  const code = await runBin('vite', ['build', 'web', '--outDir', site, '--emptyOutDir', '--logLevel', 'warn'], 'web')
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
