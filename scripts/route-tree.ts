import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './command.ts'

const web = path.join(root, 'web')

/** The part of TanStack's route generator that is called here. */
interface RouterGenerator {
  getConfig(inline: { target: 'react' }, folder: string): unknown
  Generator: new (options: { config: unknown; root: string }) => { run(): Promise<void> }
}

/** Writes `web/src/routeTree.gen.ts` from the files of `web/src/routes`, as a build of the web app does. */
export async function writeRouteTree(): Promise<void> {
  // Resolved from the web app, because the package is a dependency of the web app.
  const file = createRequire(path.join(web, 'package.json')).resolve('@tanstack/router-generator')
  const { getConfig, Generator } = (await import(pathToFileURL(file).href)) as RouterGenerator
  await new Generator({ config: getConfig({ target: 'react' }, web), root: web }).run()
}
