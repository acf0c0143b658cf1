import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { functions, sectors } from '@palermo/shared/actor.ts'
import labels from '@palermo/shared/codes/labels.en.json' with { type: 'json' }
import { openCompartments } from '@palermo/shared/compartments.ts'
import { breachReasons } from '@palermo/shared/deadlines/contract.ts'
import { fileChanges, fileRefusals, fileTypes, roomRefusals } from '@palermo/shared/documents/files.ts'
import { documentKinds, withdrawalReasons } from '@palermo/shared/documents/kinds.ts'
import { documentWorkflow } from '@palermo/shared/documents/record.ts'
import intakeWords from '@palermo/shared/forms/intake-short.en.json' with { type: 'json' }
import { mapTargets } from '@palermo/shared/forms/targets.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { topics } from '@palermo/shared/notice-facts.ts'
import { noticeKinds } from '@palermo/shared/notice-kinds.ts'
import { noticeChannels } from '@palermo/shared/notices/choices.ts'
import { problems } from '@palermo/shared/problem.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { type AnyRecordType, withLife } from '@palermo/shared/records/collection.ts'
import { amendmentTopics, outcomeScores } from '@palermo/shared/referrals/inputs.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { describe, expect, test } from 'vitest'
import { derivedTypes, neededWords } from '../records/page-words.ts'

const root = new URL('../../web/src/', import.meta.url)
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })

const catalogues = files
  .filter((file) => file.endsWith('messages.en.json'))
  .map((file) => [file, JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Record<string, string>] as const)
const words: Record<string, string> = Object.assign(
  {},
  ...catalogues.map(([, catalogue]) => catalogue),
  labels,
  intakeWords,
)

/** Missing texts of a record type, each with the file to which it must be added. */
const unnamed = ({ plural }: { plural: string }, file: 'messages' | 'page-messages', keys: readonly string[]) =>
  missing(keys).map((key) => `${key}: web/src/${plural}/${file}.en.json`)
const stepsOf = ({ clocks }: Pick<AnyRecordType, 'clocks'>) => clocks.map((key) => `deadlines.steps.${key}`)
const historyOf = ({ name, actions }: Pick<AnyRecordType, 'name' | 'actions'>) =>
  ['create', ...Object.keys(actions)].map((action) => `timeline.${name}.${action}`)

const missing = (keys: readonly string[]) => keys.filter((key) => !words[key])

const { foldersNamedIn, readPageMessages } = (await import(
  new URL('../../web/page-messages.ts', import.meta.url).href
)) as {
  foldersNamedIn: (code: string, messages: ReadonlyMap<string, readonly string[]>) => string[]
  readPageMessages: (source: string) => ReadonlyMap<string, readonly string[]>
}

describe('the words on the screen', () => {
  test('every key that a page names stands in a catalogue', () => {
    const named = files
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.gen.ts'))
      .flatMap((file) =>
        [...readFileSync(new URL(file, root), 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? ''),
      )
    expect(named.length).toBeGreaterThan(100)
    expect(missing([...new Set(named)])).toEqual([])
  })

  test('a module brings the messages of few pages that it names, by a whole key or by the beginning of one', () => {
    const messages = new Map([
      ['tides', ['tides.title', 'tides.phases.ebb']],
      ['moons', ['moons.title']],
    ])
    expect(foldersNamedIn(`t('tides.title')`, messages)).toEqual(['tides'])
    expect(foldersNamedIn('t(`tides.phases.$' + '{phase}`)', messages)).toEqual(['tides'])
    expect(foldersNamedIn('label: "moons.title", other: `tides.title`', messages)).toEqual(['tides', 'moons'])
    expect(foldersNamedIn(`// tides.title\nsay('tides.titles'); t('tides'); t("moons.title')`, messages)).toEqual([])
    const read = readPageMessages(fileURLToPath(root))
    expect(foldersNamedIn(readFileSync(new URL('contacts/LogContact.tsx', root), 'utf8'), read)).toContain('contacts')
  })

  test('no key stands in two catalogues', () => {
    const all = [...catalogues.map(([, catalogue]) => catalogue), labels].flatMap((catalogue) => Object.keys(catalogue))
    expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([])
  })

  test('no sentence shouts, blames or hides behind a bare “OK”', () => {
    expect(Object.entries(words).filter(([, text]) => /!|\bOK\b|invalid|please/i.test(text))).toEqual([])
  })

  test('whatever may happen to a referral has its words, on whichever side the reader stands', () => {
    const { statuses, actionNames, actions } = referralWorkflow
    const byPeople = actionNames.filter((action) => actions[action].may.some(({ relation }) => relation !== 'clock'))
    const done = byPeople.filter((action) => action !== 'send')
    const asked = done.flatMap((action) =>
      Object.keys(referralWorkflow.actions[action].input?.shape ?? {})
        .filter((field) => field !== 'outcomes')
        .map((field) => `referrals.acts.${action}.${field}`),
    )
    expect(
      missing([
        ...statuses.map((status) => `referrals.status.${status}`),
        ...statuses.flatMap((status) =>
          ['sender', 'receiver', 'other'].map((side) => `referrals.next-words.${status}.${side}`),
        ),
        ...done.map((action) => `referrals.acts.${action}.verb`),
        ...asked,
        ...actionNames.map((action) => `timeline.referral.${action}`),
        ...amendmentTopics.map((topic) => `referrals.topics.${topic}`),
        ...outcomeScores.map((score) => `referrals.scores.${score}`),
      ]),
    ).toEqual([])
  })

  test('every clock of every shipped profile and record type is a step that can be read aloud', () => {
    const keys = [...shippedProfiles().values()].flatMap(({ rules }) => rules.map(({ key }) => key))
    expect(missing([...new Set(keys)].map((key) => `deadlines.steps.${key}`))).toEqual([])
    expect(
      withLife(recordTypes).flatMap((type) => unnamed(type, 'messages', stepsOf(type))),
      'Add these words',
    ).toEqual([])
    expect(missing(breachReasons.map((reason) => `deadlines.breach-reasons.${reason}`))).toEqual([])
  })

  test('everything that the history of a case can show of a record has its words', () => {
    // A type with derived pages needs no further texts here, because the texts of its actions are used.
    const inCases = withLife(recordTypes).filter((type) => type.dossier === 'case' && !derivedTypes.includes(type))
    expect(inCases.length).toBeGreaterThan(3)
    expect(
      inCases.flatMap((type) => unnamed(type, 'page-messages', historyOf(type))),
      'Add these words',
    ).toEqual([])
  })

  test('the derived pages of every record type have their words', () => {
    expect(derivedTypes.length).toBeGreaterThan(0)
    expect(
      derivedTypes.flatMap((type) => unnamed(type, 'page-messages', neededWords(type))),
      'Add these words; the title stands in messages.en.json if the commands name the page',
    ).toEqual([])
  })

  test('a record type without words is told each key that is missing, and the file', () => {
    const [type] = withLife(recordTypes).filter(({ name }) => name === 'task')
    if (type === undefined) throw new Error('there are no tasks')
    const toy = { ...type, name: 'toy', plural: 'toys', clocks: ['toy.due'], actions: {} }
    expect(unnamed(toy, 'messages', stepsOf(toy))).toEqual(['deadlines.steps.toy.due: web/src/toys/messages.en.json'])
    expect(unnamed(toy, 'page-messages', historyOf(toy))).toEqual([
      'timeline.toy.create: web/src/toys/page-messages.en.json',
    ])
  })

  test('whatever a document is, and whatever may become of it, has its words', () => {
    expect(
      missing([
        ...documentKinds.map((kind) => `documents.kinds.${kind}`),
        ...withdrawalReasons.map((reason) => `documents.reasons.${reason}`),
        ...fileTypes.map((type) => `documents.types.${type}`),
        ...fileChanges.filter((change) => change !== 'redrawn').map((change) => `documents.changes.${change}`),
        ...[...Object.keys(fileRefusals), ...Object.keys(roomRefusals), 'infected'].map(
          (why) => `documents.refused.${why}`,
        ),
        ...['create', ...documentWorkflow.actionNames].map((action) => `timeline.document.${action}`),
      ]),
    ).toEqual([])
  })

  test('every notice, problem, function, sector and compartment has its words', () => {
    expect(
      missing([
        ...topics.map((topic) => `notices.topics.${topic}`),
        ...noticeKinds.flatMap((kind) => [`notices.kinds.${kind}.title`, `notices.kinds.${kind}.detail`]),
        ...noticeChannels.map((channel) => `notices.channels.${channel}`),
        ...Object.keys(problems).map((name) => `problems.${name}.title`),
        ...functions.map((one) => `functions.${one}`),
        ...sectors.map((one) => `sectors.${one}`),
        ...openCompartments.flatMap((compartment) => [
          `compartments.${compartment}.title`,
          `compartments.${compartment}.readers`,
        ]),
      ]),
    ).toEqual([])
  })

  test('each column that a field of a form may fill has its words in the editor of forms', () => {
    expect(missing(mapTargets.map((target) => `forms.edit.targets.${target}`))).toEqual([])
  })

  test('every scheduled job of the worker has its words', () => {
    const source = readFileSync(new URL('../../workers/src/start.ts', import.meta.url), 'utf8')
    const jobs = [...source.matchAll(/^ {6}'?([\w-]+)'?: \{\s+every:/gm)].map(([, name]) => `queues.job.${name}`)
    expect(jobs.length).toBeGreaterThan(10)
    expect(missing(jobs)).toEqual([])
  })
})
