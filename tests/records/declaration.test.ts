import { bare, chosenBy, dueOn, forChild, ifReader } from '@palermo/shared/records/declaration.ts'
import { agency, code, compartment, instant, reference, staffMember, text } from '@palermo/shared/records/fields.ts'
import { agencyIn, byClock, creator, dossierLead, staffIn } from '@palermo/shared/records/parties.ts'
import { recordType } from '@palermo/shared/records/record-type.ts'
import { by } from '@palermo/shared/workflow.ts'
import { describe, expect, test } from 'vitest'

const visit = {
  plural: 'visits',
  area: 'protection.2',
  track: 'protection',
  dossier: 'case',
  compartment: 'C3',
  fields: {
    place: text({ max: 160 }),
    kind: code(['home', 'shelter']),
    startsAt: instant(),
    outcome: code(['seen', 'not-seen']).optional(),
    endedAt: instant().optional(),
    follows: reference('visit').optional(),
    toAgencyId: agency().optional(),
    toPersonId: staffMember().optional(),
  },
  parties: { owner: creator(), 'case-lead': dossierLead(), host: agencyIn('toAgencyId', { person: 'toPersonId' }) },
  statuses: ['planned', 'made', 'cancelled'],
  final: ['made', 'cancelled'],
  covered: { planned: 'visit.report' },
  create: {
    may: by('owner', ['caseworker']),
    fields: ['place', 'kind', 'startsAt', 'follows?'],
    opens: { 'visit.date': dueOn('startsAt') },
  },
  actions: {
    make: {
      from: ['planned'],
      to: 'made',
      may: by('owner', ['caseworker']),
      fields: ['outcome'],
      unless: 'visit.date',
      closes: 'all',
      notifies: { 'case-lead': ifReader('visit.made') },
      stamps: 'endedAt',
    },
    cancel: { from: ['planned'], to: 'cancelled', may: by('owner', ['caseworker', 'head']), closes: 'all' },
  },
  notices: { 'visit.made': 'progress' },
  list: { sort: 'startsAt', columns: ['kind', 'startsAt', 'status'], filters: ['status', 'kind'] },
  page: '/visits/$id',
  example: { place: 'The clinic by the harbour', kind: 'shelter', startsAt: '2026-12-24T09:00:00Z' },
} as const

describe('a declaration that agrees with itself', () => {
  const declared = recordType('visit', visit)

  test('is a workflow, with the clocks that it names in one place alone', () => {
    expect(declared.clocks).toEqual(['visit.report', 'visit.date'])
    expect(declared.workflow.actions.make.closes).toEqual(['visit.report', 'visit.date'])
    expect(declared.workflow.actions.make.notifies).toEqual(['case-lead'])
    expect(declared.workflow.relations).toEqual(['owner', 'case-lead', 'host'])
  })

  test('makes the contract of its actions: what a field does not allow is refused at its place', () => {
    const said = { action: 'make', version: 1, outcome: 'seen' }
    expect(declared.Act.parse(said)).toEqual(said)
    const wrong = declared.Act.safeParse({ ...said, outcome: 'lost' })
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(['outcome'])
    expect(declared.Act.safeParse({ action: 'make', version: 1 }).success).toBe(false)
    expect(declared.Act.safeParse({ action: 'cancel', version: 1, outcome: 'seen' }).success).toBe(false)
  })

  test('knows its parties by the columns that keep them, and none where a column is empty', () => {
    const row = {
      authorId: 'p',
      agencyId: 'a',
      leadAgencyId: 'l',
      leadPersonId: null,
      toAgencyId: null,
      toPersonId: null,
    }
    expect(declared.partiesOf(row)).toEqual({
      owner: { agencyId: 'a', personId: 'p', inPerson: true },
      'case-lead': { agencyId: 'l', personId: null },
    })
    expect(declared.partiesOf({ ...row, toAgencyId: 'h', toPersonId: 'q' }).host).toEqual({
      agencyId: 'h',
      personId: 'q',
    })
  })

  test('begins in its first status with the clock that covers it and those that its creation names', () => {
    expect(declared.workflow.begins).toEqual({
      planned: { opens: ['visit.report', 'visit.date'], opensForChild: [], notifies: [], topics: {} },
    })
  })

  test('begins in another status with the effects of that one alone, and some clocks only for a child', () => {
    const more = recordType('visit', {
      ...visit,
      create: {
        ...visit.create,
        opens: { 'visit.date': dueOn('startsAt'), 'visit.guardian': forChild },
        notifies: { owner: 'visit.made' },
        alsoIn: { made: { opens: ['visit.second'], notifies: { 'case-lead': ifReader('visit.made') } } },
      },
    })
    expect(more.workflow.begins).toEqual({
      planned: {
        opens: ['visit.report', 'visit.date'],
        opensForChild: ['visit.guardian'],
        notifies: ['owner'],
        topics: { owner: 'visit.made' },
      },
      made: {
        opens: ['visit.second'],
        opensForChild: [],
        notifies: ['case-lead'],
        topics: { 'case-lead': 'visit.made' },
      },
    })
    expect(more.clocks).toEqual(['visit.report', 'visit.date', 'visit.guardian', 'visit.second'])
  })

  test('has the columns that its parties imply', () => {
    expect(Object.keys(declared.allFields)).toEqual(expect.arrayContaining(['authorId', 'agencyId', 'leadAgencyId']))
    expect(declared.allFields.leadPersonId?.isOptional).toBe(true)
  })
})

const { place: _, ...withoutPlace } = visit.fields
const withFields = (more: object) => ({ fields: { ...visit.fields, ...more } })
const withMake = (more: object) => ({ actions: { ...visit.actions, make: { ...visit.actions.make, ...more } } })
const withParties = (more: object) => ({ parties: { ...visit.parties, ...more } })

/** The message of the error, which must name every contradiction. */
const refusal = (change: object): string => {
  try {
    // Called without types: a declaration that the compiler would refuse must also be refused at load, because it may
    // come from a file that was not compiled.
    Reflect.apply(recordType, undefined, ['visit', { ...visit, ...change }])
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('a declaration is refused, with the line to mend, that', () => {
  test.each<[string, object, RegExp]>([
    [
      'has deadlines in a compartment that each row chooses',
      { compartment: chosenBy('place'), fields: { ...visit.fields, place: compartment(['C1', 'C3']) } },
      /covered names visit\.report, visit\.date, but compartment is chosen by each row/,
    ],
    ['lies in a compartment that is none', { compartment: 'C9' }, /compartment C9 is unknown: write one of C0, C1/],
    ['lies in one that is not open yet', { compartment: 'C7' }, /compartment C7 is not open yet/],
    [
      'lets a field choose that is no compartment',
      { compartment: chosenBy('kind') },
      /declare fields\.kind as compartment/,
    ],
    ['holds free text in C0', { compartment: 'C0' }, /fields\.place is free text and C0 holds none/],
    [
      'seals text where none can be sealed',
      withFields({ place: text({ max: 9, sealedIn: { field: 'kind' } }) }),
      /fields\.place is sealed in the compartment of fields\.kind/,
    ],
    [
      'keeps a party in a field that is none',
      withParties({ host: agencyIn('hostId') }),
      /parties\.host is kept in hostId: declare fields\.hostId as agency\(\)/,
    ],
    [
      'keeps a person in a field of another kind',
      withParties({ host: staffIn('startsAt', { of: 'toAgencyId' }) }),
      /declare fields\.startsAt as staffMember\(\)/,
    ],
    [
      'names a substitute who is no party',
      withParties({ host: agencyIn('toAgencyId', { orElse: 'mayor' }) }),
      /parties\.host\.orElse names mayor/,
    ],
    [
      'names a substitute whom a row may lack',
      withParties({ guest: agencyIn('toAgencyId', { orElse: 'host' }) }),
      /whom a row may lack/,
    ],
    [
      'shows sealed text in a list',
      { list: { ...visit.list, columns: ['place'] } },
      /list\.columns names place.*would be readable there/,
    ],
    ['filters by sealed text', { list: { ...visit.list, filters: ['place'] } }, /list\.filters names place/],
    ['sorts by sealed text', { list: { ...visit.list, sort: 'place' } }, /list\.sort names place/],
    [
      'lists a field that it has not',
      { list: { ...visit.list, columns: ['colour'] } },
      /list\.columns names colour, which is no field/,
    ],
    [
      'takes a field in an action that it has not',
      withMake({ fields: ['colour?'] }),
      /actions\.make\.fields names colour, which is no field/,
    ],
    [
      'takes a field at its creation that it has not',
      { create: { ...visit.create, fields: ['colour'] } },
      /create\.fields names colour/,
    ],
    ['keeps a time in a field that is no time', withMake({ stamps: 'kind' }), /actions\.make\.stamps names kind/],
    [
      'is due on a field that is no date',
      { create: { ...visit.create, opens: { 'visit.date': dueOn('kind') } } },
      /is due on kind, which is no date/,
    ],
    [
      'notifies across its compartment',
      withMake({ notifies: { 'case-lead': 'visit.made' } }),
      /actions\.make\.notifies case-lead, who need not read C3: write ifReader\('visit\.made'\)/,
    ],
    [
      'notifies barely of what must not be known of',
      withMake({ notifies: { 'case-lead': bare('visit.made') } }),
      /barely/,
    ],
    [
      'notifies under a topic without a kind',
      withMake({ notifies: { 'case-lead': ifReader('visit.paid') } }),
      /actions\.make\.notifies\.case-lead has the topic visit\.paid, which has no kind/,
    ],
    [
      'has a topic that nothing notifies of',
      { notices: { ...visit.notices, 'visit.paid': 'work' } },
      /notices has the topic visit\.paid, and nothing notifies of it/,
    ],
    [
      'notifies of another event without a kind',
      { otherNotices: { paid: 'visit.paid' } },
      /otherNotices\.paid has the topic/,
    ],
    [
      'notifies a party that is none',
      withMake({ notifies: { mayor: 'visit.made' } }),
      /notifies names mayor, which is no party/,
    ],
    [
      'notifies a clock',
      { ...withParties({ clock: byClock() }), ...withMake({ notifies: { clock: 'visit.made' } }) },
      /which is a clock/,
    ],
    [
      'begins in a status that is none',
      { create: { ...visit.create, alsoIn: { over: {} } } },
      /begins in the unknown status over/,
    ],
    [
      'notifies across its compartment where it begins',
      { create: { ...visit.create, alsoIn: { made: { notifies: { 'case-lead': 'visit.made' } } } } },
      /create\.alsoIn\.made\.notifies case-lead, who need not read C3/,
    ],
    ['is entered by a status that is none', withMake({ to: 'over' }), /make names the unknown status over/],
    [
      'has a status that is never left',
      { statuses: ['planned', 'lost', 'made', 'cancelled'] },
      /nothing leads out of lost/,
    ],
    ['has a status that no clock covers', { covered: {} }, /no clock covers planned/],
    ['lets nobody take an action', withMake({ may: [] }), /can be taken by nobody/],
    ['lets a party act that is none', withMake({ may: by('mayor', ['head']) }), /unknown relation mayor/],
    ['has an example without what is needed', { example: { kind: 'home' } }, /example has no place/],
    [
      'has an example that its fields refuse',
      { example: { ...visit.example, kind: 'palace' } },
      /example has a kind that its field refuses/,
    ],
    [
      'has an example of a field that it has not',
      { example: { ...visit.example, colour: 'red' } },
      /example has colour/,
    ],
  ])('%s', (_what, change, why) => {
    expect(refusal(change)).toMatch(why)
    expect(refusal({})).toBe('')
  })

  test('is wrong twice: both lines are told', () => {
    const message = refusal({ compartment: 'C9', ...withMake({ stamps: 'kind' }) })
    expect(message).toContain('the record type visit contradicts itself')
    expect(message).toMatch(/C9[\s\S]*stamps/)
  })
})

describe('where every reader of the dossier may know that it exists', () => {
  const open = {
    ...visit,
    compartment: 'C0',
    fields: withoutPlace,
    create: { ...visit.create, fields: ['kind', 'startsAt'] },
  }

  test('every party is notified as it is named, and behind a compartment only who reads it', () => {
    const plain = { ...open, example: { kind: 'home', startsAt: visit.example.startsAt }, list: visit.list }
    expect(refusal({ ...plain, ...withMake({ notifies: { 'case-lead': 'visit.made' } }) })).toBe('')
    expect(refusal({ ...plain, ...withMake({ notifies: { 'case-lead': bare('visit.made') } }) })).toBe('')
    expect(refusal({ ...plain, ...withMake({ notifies: { 'case-lead': 'visit.made' }, behind: 'C1' }) })).toMatch(
      /need not read C1/,
    )
  })
})
