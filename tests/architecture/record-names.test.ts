import { OnScreen } from '@palermo/shared/presence/contract.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { expect, test } from 'vitest'
import { code, everySource } from './source.ts'

const dossierPart = 'names the case that it hangs on, and is no record type yet'
/**
 * Files outside the folders of a record type that still name the type, each with the reason. A file that no longer
 * names any must be removed from this list, and no file may be added.
 */
const remaining: Record<string, string> = {
  'shared/src/briefs/brief.ts': 'the brief of a lead shows published figures, by hand',
  'shared/src/briefs/contract.ts': 'the brief of a lead shows published figures, by hand',
  'shared/src/cases/endings.ts':
    'what ends with a case is read from each type by hand, by the endings that its declaration names',
  'shared/src/presence/contract.ts':
    'part of the first page, which must not load every declaration; held equal to `live` below',
  'db/src/audit/queries.ts': 'two types have a page of who opened them; each type gets one with the derived routes',
  'db/src/cases/commands.ts': 'texts of a case are written as notes',
  'db/src/cases/ending.ts': 'each ending goes through the command of its type; generated commands replace it',
  'db/src/deadlines/queries.ts': 'joins four tables for the state of a row; replaced by the generated read of a record',
  'db/src/deadlines/sweep.ts': 'an approval is answered by other roles than work the queue',
  'db/src/work-items/commands.ts':
    'assigns rows of a work list through the command of each type; generated commands replace it',
  'db/src/transition.ts': 'pages that show the dossier of a record are told of its changes',
  'db/src/handovers/offer.ts': 'the summary of a hand-over is written as notes',
  'db/src/notices/queries.ts':
    'a notice links to its own page where it has one; replaced by the page of the declaration',
  'db/src/presence/queries.ts': 'two types are live',
  'db/src/tasks/records.ts': 'what came of a task is written as a note',
  'server/src/alerts/routes.ts': 'an alert begins as the draft of a referral',
  'server/src/audit/routes.ts': 'two types have a page of who opened them',
  'server/src/bars/routes.ts': dossierPart,
  'server/src/demo/three-tracks.ts': 'tells the story of the demo',
  'server/src/demo/work.ts': 'tells the story of the demo',
  'server/src/groups/routes.ts': dossierPart,
  'server/src/links/routes.ts': dossierPart,
  'server/src/stream/room.ts': 'pages of a case alone may be watched without a sign that somebody else does',
  'web/src/audit/grouped-looks.ts': 'groups lines of the access log by what was looked at, by hand',
  'web/src/case-pages/CaseNext.tsx': 'the page of a case shows what runs in it, by hand',
  'web/src/case-pages/History.tsx': 'the line of a referral names its receiver and leads to it',
  'web/src/case-pages/LooseEnds.tsx': 'the page of a case shows what runs in it, by hand',
  'web/src/case-pages/next.ts': 'the page of a case shows what runs in it, by hand',
  'web/src/case-pages/primary.ts': 'the page of a case shows what runs in it, by hand',
  'web/src/deadlines/BreachDialog.tsx': 'asks for a reason in the words of a referral',
  'web/src/entries/WaitingEntry.tsx': 'entries that wait on the device: notes and contacts',
  'web/src/entries/entry.ts': 'entries that wait on the device: notes and contacts',
  'web/src/commands/entries.tsx': 'finds cases and referrals, by hand; replaced by the pages of the declarations',
  'web/src/notes/NoteForm.tsx': 'a contact is a kind of note there',
}

/** Modules for file formats, whose element names may equal the names of record types. */
const foreign = /^server\/src\/documents\/(office|pdf)\//

test('no file names a record type that it does not belong to, but for those that remain', () => {
  const found = new Map<string, string[]>()
  for (const { file, package: name, folder, text } of everySource()) {
    if (name === 'tests' || name === 'scripts' || foreign.test(file)) continue
    // A declaration may name other types; the list of record types checks those names.
    if (file === 'shared/src/record-types.ts' || file.endsWith('/record.ts')) continue
    const own = recordTypes.find(({ plural }) => plural === folder)
    const plain = code(text)
    for (const type of recordTypes) {
      const referred = own !== undefined && Object.values(own.allFields).some(({ target }) => target === type.name)
      const isOwn = folder === type.plural || folder === `${type.name}-pages` || own?.dossier === type.name || referred
      if (isOwn || !named(type.name).test(plain)) continue
      found.set(file, [...(found.get(file) ?? []), type.name])
    }
  }
  const unexpected = [...found].filter(([file]) => remaining[file] === undefined)
  expect(unexpected.map(([file, names]) => `${file}: ${names.join(', ')}`)).toEqual([])
  expect(Object.keys(remaining).filter((file) => !found.has(file))).toEqual([])
  const lines = Object.entries(remaining).map(([file, why]) => `  ${file}: ${why}`)
  process.stdout.write(`${lines.length} files name record types beside their own folders:\n${lines.join('\n')}\n`)
})

/** A pattern for the quoted name of a record type after a word such as `kind`. */
const named = (type: string) =>
  new RegExp(`(?:kind|noun|subject_kind|what|entity)\\b[^\\n'"]{0,24}['"\`]${type}['"\`]`, 'i')

test('the types whose pages are told of changes are those that their declarations say', () => {
  const live = recordTypes.filter((type) => type.live === true).map(({ name }) => name)
  expect([...OnScreen.shape.kind.options].toSorted()).toEqual(live.toSorted())
})
