import path from 'node:path'
import { root } from './command.ts'

/** Folders of the web app and of the bundled processes that `npm start` serves and runs. */
const ofStarts = { site: path.join(root, 'web', 'dist', 'site'), run: path.join(root, '.cache', 'run') }
/** Folders of the test builds, separate so that a test run does not disturb a system running in the same checkout. */
export const ofTests = {
  site: path.join(root, '.cache', 'tests', 'site'),
  run: path.join(root, '.cache', 'tests', 'run'),
}

/** Folders where this process writes the web app and the bundled processes. */
export const built = process.env.PALERMO_BUILDS === 'tests' ? ofTests : ofStarts
/** Folders that may hold a build of the present sources, which is then copied instead of made again. */
export const sites = [ofStarts.site, ofTests.site]

/** Environment variables with which processes that tests start use the builds in the test folders. */
export const variablesOfTests = {
  PALERMO_BUILDS: 'tests',
  PALERMO_WEB: ofTests.site,
  PALERMO_INSPECTOR: path.join(ofTests.run, 'inspector.mjs'),
}
