import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadProfile } from '@palermo/db/deadlines/profiles.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { ProfileFile } from '@palermo/shared/deadlines/profile.ts'
import { type Command, fileAt, ownerUrl, UsageFault } from './call.ts'
import { FileFault } from './read-csv.ts'

export const profileLoadCommand: Command = {
  name: 'profile load',
  usage: 'FILE.json',
  about:
    'Keeps a new version of a jurisdiction profile. Clocks that start from then on go by it; running ones stay as they are.',
  options: {},
  async run(call) {
    const [name, another] = call.args
    if (name === undefined || another !== undefined) throw new UsageFault('Name one file.')
    const profile = await profileIn(fileAt(call, name))
    const url = await ownerUrl(call)
    const loaded = await asOwner(url, (owner) => loadProfile(owner, profile))
    const { log } = call.terminal
    log(
      `${loaded.code} ${loaded.version}: ${loaded.rules} rules, ${loaded.defaults} of them defaults of the record types; ${loaded.before === null ? 'new' : `after ${loaded.before}`}.`,
    )
    for (const { key, least, source } of loaded.warnings)
      log(`${key} is below the ${least.value} ${least.unit} of the ${source}.`)
    log(loaded.inForce ? 'In force within half a minute.' : 'Kept; the task force works by another profile.')
    return 0
  },
}

/** Parses a profile file; reports all errors of the file together, each with its position. */
const profileIn = async (file: string): Promise<ProfileFile> => {
  const name = path.basename(file)
  const text = await readFile(file, 'utf8').catch(() => {
    throw new FileFault(`There is no file ${name} that may be read.`)
  })
  const read = ProfileFile.safeParse(parsed(name, text))
  if (read.success) return read.data
  throw new FileFault(
    [
      `${name} is no profile:`,
      ...read.error.issues.map(({ path: at, message }) => `  /${at.join('/')}: ${message}`),
    ].join('\n'),
  )
}

const parsed = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new FileFault(`${name} is not JSON.`)
  }
}
