import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { importPeople, type ListedLine } from '@palermo/db/accounts/import.ts'
import { asOwner } from '@palermo/db/owner.ts'
import { listedColumns } from '@palermo/shared/accounts/listed.ts'
import { toCsv } from '../csv.ts'
import { type Call, type Command, fileAt, ownerUrl, UsageFault } from './call.ts'
import { makePassword } from './passwords.ts'
import { FileFault, readCsv } from './read-csv.ts'

export const importPeopleCommand: Command = {
  name: 'import people',
  usage: 'FILE.csv [--invite | --passwords FILE] [--dry-run]',
  about:
    'Opens accounts. Columns name, email, agency, function, optionally phone, locale, zone. With --invite each is mailed a ' +
    'link to choose their own password; with --passwords each gets one, written to that new file for its owner’s eyes; with ' +
    'neither, an administrator invites them one by one.',
  options: { invite: { type: 'boolean' }, passwords: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  async run(call) {
    const [name, another] = call.args
    if (name === undefined || another !== undefined) throw new UsageFault('Name one file.')
    const { rows, uneven } = await peopleIn(fileAt(call, name))
    const dryRun = call.options['dry-run'] === true
    const invite = call.options.invite === true
    if (invite && call.options.passwords !== undefined) throw new UsageFault('Either --invite or --passwords.')
    const url = await ownerUrl(call)
    const kept = dryRun ? undefined : openPasswords(call)
    try {
      const options = { dryRun, invite, ...(kept && { makePassword }) }
      const found = await asOwner(url, (owner) => importPeople(owner, rows, options))
      kept?.write(found.added)
      const file = path.basename(name)
      const refusals = [
        ...uneven.map((line) => ({ line, why: 'has more or fewer cells than the header' })),
        ...found.refusals,
      ]
      refusals.sort((a, b) => a.line - b.line)
      for (const { line, why } of refusals) call.terminal.log(`${file}:${line} refused: ${why}`)
      for (const line of found.known) call.terminal.log(`${file}:${line} has an account already`)
      call.terminal.log(
        `${rows.length + uneven.length} rows: ${found.added.length} accounts ${dryRun ? 'would be opened' : 'opened'}, ` +
          `${found.known.length} there already, ${new Set(refusals.map(({ line }) => line)).size} rows refused.`,
      )
      return refusals.length === 0 ? 0 : 1
    } catch (error) {
      kept?.discard()
      throw error
    }
  },
}

const peopleIn = async (file: string): Promise<{ rows: ListedLine[]; uneven: number[] }> => {
  const rows: ListedLine[] = []
  const uneven: number[] = []
  for await (const { line, cells, uneven: odd } of readCsv(file, listedColumns)) {
    if (odd) uneven.push(line)
    else if (Object.values(cells).some((cell) => cell !== '')) rows.push({ line, cells })
  }
  return { rows, uneven }
}

/**
 * Creates the password file. Called before any account is created, because the passwords would be lost if the file
 * could not be written afterwards.
 */
const openPasswords = (call: Call) => {
  if (typeof call.options.passwords !== 'string') return undefined
  const file = fileAt(call, call.options.passwords)
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new FileFault(
      `${path.basename(file)} ${there ? 'is there already, and is not written over' : 'cannot be written'}.`,
    )
  }
  return {
    write(people: readonly { email: string; password: string | null }[]) {
      writeSync(handle, toCsv(['email', 'password'], people))
      closeSync(handle)
    },
    discard() {
      rmSync(file, { force: true })
    },
  }
}
