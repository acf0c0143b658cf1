import path from 'node:path'
import { root } from './command.ts'

/** Folder of the files that `npm start` serves and runs. */
const ofStarts = { site: path.join(root, 'web', 'dist', 'site'), run: path.join(root, '.cache', 'run') }
/** Folder of the test builds, separate so that a test run does not disturb a system running in the same checkout. */
export const ofTests = {
  site: path.join(root, '.cache', 'tests', 'site'),
  run: path.join(root, '.cache', 'tests', 'run'),
}

/** Folder where this process writes the web app and the bundled processes. */
export const built = process.env.PALERMO_BUILDS === 'tests' ? ofTests : ofStarts
/** Skips a build of unchanged sources. */
export const sites = [ofStarts.site, ofTests.site]

/** Environment for processes started by tests, which build into and run from the test folder. */
export const variablesOfTests = {
  PALERMO_BUILDS: 'tests',
  PALERMO_WEB: ofTests.site,
  PALERMO_INSPECTOR: path.join(ofTests.run, 'inspector.mjs'),
}
