import { readdirSync, readFileSync } from 'node:fs'
import { NewAgency } from '@palermo/shared/agencies/contract.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { tracks } from '@palermo/shared/cases/tracks.ts'
import { type FieldFault, faultOfDetail, faultOfIssue, fieldFaultCodes } from '@palermo/shared/field-faults.ts'
import { HandOver } from '@palermo/shared/handovers/terms.ts'
import { NewNote } from '@palermo/shared/notes/contract.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { contactOutcomes } from '@palermo/shared/referrals/contacting.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { NewTask } from '@palermo/shared/tasks/contract.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

/** A field of a form behind a button, as the web app declares it. */
interface Box {
  name: string
  kind: string
  options?: readonly { value: string }[]
  when?: (values: Values) => boolean
}
type Values = Record<string, string>
type Translate = (key: string) => string
interface Forms {
  faultsIn(schema: z.ZodObject, boxes: readonly Box[], values: Values, input: object): Record<string, FieldFault>
  mayStayBlank(schema: z.ZodObject, box: Box, values: Values): boolean
  askedNow(boxes: readonly Box[], values: Values): readonly Box[]
}

// Loads the modules that declare these fields. They belong to the web app, which is built separately, so they are
// imported by URL.
const from = (file: string) => import(new URL(`../../web/src/${file}`, import.meta.url).href)
let forms: Forms
let words: Record<string, string>
let acts: { name: string; schema: z.ZodObject; boxes: readonly Box[] }[]

beforeAll(async () => {
  forms = await from('acts/fields.ts')
  const cases = await from('cases/acts.ts')
  const referrals = await from('referrals/acts.ts')
  words = (await from('messages.ts')).english
  const t: Translate = (key) => key
  const label = (list: string, code: string) => `${list}.${code}`
  const ofCases = caseWorkflow.actionNames.flatMap((name) =>
    (name === 'advance' ? tracks : [undefined]).map((track) => ({
      name: `case ${name}`,
      schema: caseWorkflow.actions[name].input,
      boxes: cases.fieldsOf(name, { track, writes: true, isEarly: () => true }, t) as Box[],
      given: track ? ['track'] : [],
    })),
  )
  const ofReferrals = referralWorkflow.actionNames.map((name) => ({
    name: `referral ${name}`,
    schema: referralWorkflow.actions[name].input,
    boxes: referrals.fieldsOf(name, t, label, {
      answersForTeam: true,
      urgency: 'soon',
      outcomes: contactOutcomes,
    }) as Box[],
    given: [],
  }))
  acts = [...ofCases, ...ofReferrals].flatMap(({ schema, ...act }) =>
    schema instanceof z.ZodObject && act.boxes.length > 0 ? [{ ...act, schema }] : [],
  )
})

/** The values to test: none, and each code of each field. */
const settings = (boxes: readonly Box[]): Values[] => [
  {},
  ...boxes.flatMap(({ name, options = [] }) => options.map(({ value }) => ({ [name]: value }))),
]

describe('a form behind a button', () => {
  test('calls a box optional only where the act can do without it, and refuses it blank where it cannot', () => {
    expect(acts.length).toBeGreaterThan(20)
    const wrong = acts.flatMap(({ name, schema, boxes }) =>
      settings(boxes).flatMap((values) =>
        forms.askedNow(boxes, values).flatMap((box) => {
          const optional = forms.mayStayBlank(schema, box, values)
          const required = schema.shape[box.name]?.safeParse(undefined).success === false
          const faults = forms.faultsIn(schema, forms.askedNow(boxes, values), values, values)
          const isBlank = values[box.name] === undefined
          return [
            ...(optional && required ? [`${name}: ${box.name} is called optional`] : []),
            ...(isBlank && optional === box.name in faults ? [`${name}: ${box.name} is refused otherwise`] : []),
          ]
        }),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('asks for every field that its contract demands', () => {
    const known = new Set(['track', 'outcomes', 'summary'])
    const unasked = acts.flatMap(({ name, schema, boxes }) =>
      Object.entries(schema.shape as Record<string, z.ZodType>)
        .filter(([field, shape]) => !known.has(field) && !shape.safeParse(undefined).success)
        .filter(([field]) => !boxes.some((box) => box.name === field))
        .map(([field]) => `${name}: ${field}`),
    )
    expect(unasked).toEqual([])
  })

  test.each(['decline', 'withdraw', 'settle'])('%s wants words with a reason that says nothing by itself', (name) => {
    const act = acts.find((one) => one.name === `referral ${name}`)
    const note = act?.boxes.find((box) => box.name === 'note')
    if (!act || !note) throw new Error(`${name} has no note`)
    expect(forms.mayStayBlank(act.schema, note, { reason: 'other' })).toBe(false)
    expect(forms.mayStayBlank(act.schema, note, {})).toBe(true)
    expect(forms.faultsIn(act.schema, act.boxes, { reason: 'other' }, { reason: 'other' })).toHaveProperty('note')
  })

  test('a case is opened again for a reason that somebody chose, and with words where that is another one', () => {
    const act = acts.find((one) => one.name === 'case reopen')
    const [reason, note] = act?.boxes ?? []
    if (!act || !reason || !note) throw new Error('a case cannot be opened again')
    expect(forms.mayStayBlank(act.schema, reason, {})).toBe(false)
    expect(forms.faultsIn(act.schema, act.boxes, {}, {})).toEqual({ reason: 'not-an-option' })
    expect(forms.faultsIn(act.schema, act.boxes, { reason: 'other' }, { reason: 'other' })).toEqual({
      note: 'required',
    })
  })
})

describe('a form that is written by hand', () => {
  const files = (readdirSync(new URL('../../web/src/', import.meta.url), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => [file, readFileSync(new URL(`../../web/src/${file}`, import.meta.url), 'utf8')] as const)
  /** Forms without a summary of errors, each with the reason. */
  const without: Record<string, string> = {
    'acts/ActForm.tsx': 'drawn by pages inside of a dialog',
    'acts/DialogForm.tsx': 'drawn by pages inside of a dialog',
    'session/SignInForm.tsx': 'a wrong address or password names neither field',
    'directory/EveryDay.tsx': 'fills the table below it, and sends nothing',
    'groups/AddMember.tsx': 'one field; an empty one adds nothing',
    'forms/Translate.tsx': 'every field may stay empty',
    'installation/InstallationPage.tsx': 'one field, whose fault stands below it',
  }

  test('has a summary of its faults on top, its own or that of its dialog', () => {
    const forms = files.filter(([, text]) => /<form\b/.test(text))
    expect(forms.length).toBeGreaterThan(15)
    const bare = forms.filter(([, text]) => !/<(FaultSummary|Dialog)\b/.test(text)).map(([file]) => file)
    expect(bare.toSorted()).toEqual(Object.keys(without).toSorted())
  })

  test('marks every field whose fault it shows, so that the summary names it', () => {
    const shows = files.filter(([, text]) => /\berror && <(p|span|div)\b[^>]*text-late/.test(text))
    expect(shows.length).toBeGreaterThan(2)
    const unmarked = shows.filter(([, text]) => !/marksOf\(/.test(text)).map(([file]) => file)
    // This page reports that a whole list of people is too short; the component of each person marks its own errors.
    expect(unmarked).toEqual(['groups/WhoGoes.tsx'])
  })

  // For each form: the contract of what it sends, and the fields that the page fills itself. The components of a
  // summary show their own errors.
  test.each([
    ['tasks/TaskForm.tsx', NewTask, ['caseId', 'kind', 'compartment']],
    ['notes/NoteForm.tsx', NewNote, ['caseId', 'corrects']],
    ['directory/AgencyForm.tsx', NewAgency, ['protected', 'alwaysOpen', 'takesReferrals', 'aliases']],
    ['handovers/HandOverDialog.tsx', HandOver, ['summary']],
  ] as [string, z.ZodObject, string[]][])(
    '%s shows the fault of each field that its contract may refuse',
    (file, schema, own) => {
      const text = files.find(([name]) => name === file)?.[1] ?? ''
      const shown = (field: string) =>
        new RegExp(`errors\\.${field}\\b|errorIn\\(errors, '${field}'\\)`).test(text) ||
        (file === 'handovers/HandOverDialog.tsx' &&
          ['toPersonId', 'toAgencyId'].includes(field) &&
          text.includes('errors[what]'))
      const fields = Object.keys(schema.shape)
      expect(fields.length).toBeGreaterThan(3)
      expect(fields.filter((field) => !own.includes(field) && !shown(field))).toEqual([])
    },
  )
})

const sources = ['db/src', 'server/src', 'shared/src'].flatMap((folder) => {
  const root = new URL(`../../${folder}/`, import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => [`${folder}/${file}`, readFileSync(new URL(file, root), 'utf8')] as const)
})

describe('what is wrong with a field', () => {
  test('every fault has words, and none of them is a bare code', () => {
    const wordless = fieldFaultCodes.filter((code) => !/^\p{Lu}.* .*\.$/u.test(words[`faults.${code}`] ?? ''))
    expect(wordless.filter((code) => code !== 'required')).toEqual([])
    expect(words['faults.required']).toBe('Fill this in.')
  })

  test('every detail that a command or a contract states is one of those faults', () => {
    const stated = sources.flatMap(([file, source]) => [
      ...[...source.matchAll(/pointer[^{}\n]*\bdetail: '([^']+)'/g)].map(([, detail]) => [file, detail] as const),
      ...[...source.matchAll(/throw (?:wrong|invalid|fault)\('[^']*', '([^']+)'\)/g)].map(
        ([, detail]) => [file, detail] as const,
      ),
    ])
    expect(stated.length).toBeGreaterThan(40)
    const unknown = stated.filter(([, detail]) => faultOfDetail(detail ?? '') === undefined)
    expect(unknown).toEqual([])
  })

  test('every kind of issue that a contract can raise has a fault', () => {
    const issuesOf = (schema: z.ZodType, value: unknown) =>
      (schema.safeParse(value).error?.issues ?? []).map((issue) => faultOfIssue({ ...issue }))
    const text = z.strictObject({ text: z.string().min(1).max(3) })
    expect(issuesOf(text, {})).toEqual(['required'])
    expect(issuesOf(text, { text: '' })).toEqual(['required'])
    expect(issuesOf(text, { text: 'long' })).toEqual(['too-long'])
    expect(issuesOf(text, { text: 'a', other: 1 })).toEqual(['unknown-field'])
    expect(issuesOf(z.enum(['a', 'b']), undefined)).toEqual(['not-an-option'])
    expect(issuesOf(z.array(z.string()).min(1), [])).toEqual(['too-few'])
    expect(issuesOf(z.uuid(), 'x')).toEqual(['wrong-format'])
    expect(issuesOf(z.int().min(3), 1)).toEqual(['too-small'])
    expect(
      issuesOf(
        z.string().refine(() => false, 'is no case code'),
        'x',
      ),
    ).toEqual(['no-case-code'])
    expect(
      issuesOf(
        z.string().refine(() => false, 'of a newer server'),
        'x',
      ),
    ).toEqual(['not-accepted'])
  })

  test('a page says it in the words of the catalogue, whatever the server calls it', async () => {
    const { Refused, fieldErrors } = await from('problem.ts')
    const problem = new Problem('invalid', undefined, { errors: [{ pointer: '/note', detail: 'required' }] })
    const said = fieldErrors(new Refused(problem.document()), (key: string) => words[key] ?? key)
    expect(said).toEqual({ note: 'Fill this in.' })
  })
})
