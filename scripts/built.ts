import path from 'node:path'
import { root } from './command.ts'

/** What a start serves and runs. */
const ofStarts = { site: path.join(root, 'web', 'dist', 'site'), run: path.join(root, '.cache', 'run') }
/** What tests build: a place of its own, so that a run of them takes nothing away from a system that runs in the same checkout. */
export const ofTests = {
  site: path.join(root, '.cache', 'tests', 'site'),
  run: path.join(root, '.cache', 'tests', 'run'),
}

/** Where this process puts what it builds, the web app and the packed processes. */
export const built = process.env.PALERMO_BUILDS === 'tests' ? ofTests : ofStarts
/** Whatever was built once of the same sources need not be built again. */
export const sites = [ofStarts.site, ofTests.site]

/** For processes that tests start: they build where tests do, and find there what they serve and run. */
export const variablesOfTests = {
  PALERMO_BUILDS: 'tests',
  PALERMO_WEB: ofTests.site,
  PALERMO_INSPECTOR: path.join(ofTests.run, 'inspector.mjs'),
}
