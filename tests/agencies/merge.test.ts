import { type MergeOptions, mergeBodies, type NamedRow } from '@palermo/shared/agencies/merge.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const responders = 'uk-first-responder-organisations.csv'
const councils = 'uk-local-authorities.csv'
const forces = 'uk-police-forces.csv'

const list = (file: string, ...values: string[]): NamedRow[] =>
  values.map((value, at) => ({ file, line: at + 2, value }))

// An excerpt of the lists of agencies in the repository UKHomeOffice/modern-slavery, whose licence is in
// docs/notices.md.
const rows: NamedRow[] = [
  ...list(
    responders,
    'Home Office - UK Border Force UKBF',
    'Home Office - Immigration Enforcement IE - DET Heathrow',
    'Home Office - Immigration Enforcement IE - DET Gatwick',
    'Gangmasters and Labour Abuse Authority GLAA',
    'National Crime Agency NCA',
    'National Society for the Prevention of Cruelty to Children NSPCC CTAC',
    'Health and Social Care Trusts - HSC Trusts',
    'The Salvation Army',
    'Refugee Council',
    'Tarian ROCU',
    'Devon & Cornwall Police',
    'Aberdeen City Council',
    'Derby City Council',
    'Lisburn and Castlereagh City Council',
    'Antrim and Newtonabbey Borough Council',
  ),
  ...list(
    councils,
    'The Aberdeen City Council',
    'Derby City Council',
    'Derry City Council',
    'Lisburn & Castlereagh City Council',
    'Antrim & Newtownabbey Borough Council',
  ),
  ...list(forces, 'Devon & Cornwall Police'),
]

const named = (name: string, options?: MergeOptions) =>
  mergeBodies(rows, options).bodies.find((body) => body.name === name)

describe('one body for each name', () => {
  const merged = mergeBodies(rows)

  test('an agency in two lists is one agency, and the merge names both', () => {
    expect(merged.bodies).toHaveLength(19)
    expect(merged.merges).toEqual([
      { file: councils, line: 3, value: 'Derby City Council', into: 'Derby City Council', why: 'same-name' },
      { file: forces, line: 2, value: 'Devon & Cornwall Police', into: 'Devon & Cornwall Police', why: 'same-name' },
    ])
    expect(named('Devon & Cornwall Police')).toEqual({
      name: 'Devon & Cornwall Police',
      sector: 'police',
      sectorFrom: 'file',
      aliases: [],
      units: [],
      unitOf: null,
      known: false,
      row: { file: responders, line: 12 },
      rows: [
        { file: responders, line: 12 },
        { file: forces, line: 2 },
      ],
    })
  })

  test('letter case and spacing make no second body, and the other spelling is kept to be found by', () => {
    const twice = mergeBodies([
      ...rows,
      { file: 'x.csv', line: 2, value: ' KALAYAAN ' },
      { file: 'x.csv', line: 3, value: 'Kalayaan' },
    ])
    expect(twice.bodies.find(({ name }) => name === 'KALAYAAN')?.aliases).toEqual(['Kalayaan'])
  })

  test('similar names are shown to a person and not merged', () => {
    expect(merged.lookalikes).toEqual([
      { names: ['Aberdeen City Council', 'The Aberdeen City Council'], why: 'spelling' },
      { names: ['Antrim and Newtonabbey Borough Council', 'Antrim & Newtownabbey Borough Council'], why: 'one-letter' },
      { names: ['Lisburn & Castlereagh City Council', 'Lisburn and Castlereagh City Council'], why: 'spelling' },
    ])
  })

  test('Derby and Derry are not merged', () => {
    expect(merged.lookalikes.flatMap(({ names }) => names).filter((name) => name.startsWith('Der'))).toEqual([])
  })

  test('a team names its agency', () => {
    expect(named('Home Office - Immigration Enforcement IE - DET Heathrow')?.unitOf).toBe(
      'Home Office - Immigration Enforcement IE',
    )
    expect(named('Home Office - UK Border Force UKBF')?.unitOf).toBeNull()
  })

  test.each([
    ['Gangmasters and Labour Abuse Authority GLAA', ['GLAA']],
    ['National Crime Agency NCA', ['NCA']],
    ['National Society for the Prevention of Cruelty to Children NSPCC CTAC', ['NSPCC']],
    ['Home Office - UK Border Force UKBF', ['UKBF']],
    ['Tarian ROCU', []],
  ])('%s is also found as %j', (name, aliases) => {
    expect(named(name)?.aliases).toEqual(aliases)
  })

  test.each([
    ['Home Office - UK Border Force UKBF', 'immigration', 'name'],
    ['Home Office - Immigration Enforcement IE - DET Gatwick', 'immigration', 'name'],
    ['Gangmasters and Labour Abuse Authority GLAA', 'labour', 'name'],
    ['National Crime Agency NCA', 'police', 'name'],
    ['Tarian ROCU', 'police', 'name'],
    ['Health and Social Care Trusts - HSC Trusts', 'health', 'name'],
    ['Refugee Council', 'ngo', 'name'],
    ['The Salvation Army', 'ngo', 'default'],
    ['Derby City Council', 'local-government', 'file'],
    ['Aberdeen City Council', 'local-government', 'name'],
  ])('%s is taken for %s, by its %s', (name, sector, sectorFrom) => {
    expect(named(name)).toMatchObject({ sector, sectorFrom })
  })

  test('a sector in a list takes precedence over every guess', () => {
    const [body] = mergeBodies([
      { file: forces, line: 2, value: 'Harbour Police Welfare Fund', sector: 'welfare' },
    ]).bodies
    expect(body).toMatchObject({ sector: 'welfare', sectorFrom: 'column' })
  })
})

describe('one body across spellings and teams', () => {
  test('“The” and “&” join, teams become units, and one letter still does not', () => {
    const merged = mergeBodies(rows, { join: 'same-body' })
    expect(merged.bodies).toHaveLength(16)
    expect(merged.merges.filter(({ why }) => why !== 'same-name')).toEqual([
      {
        file: responders,
        line: 3,
        value: rows[1]?.value,
        into: 'Home Office - Immigration Enforcement IE',
        why: 'unit',
      },
      {
        file: responders,
        line: 4,
        value: rows[2]?.value,
        into: 'Home Office - Immigration Enforcement IE',
        why: 'unit',
      },
      {
        file: councils,
        line: 2,
        value: 'The Aberdeen City Council',
        into: 'Aberdeen City Council',
        why: 'same-spelling',
      },
      {
        file: councils,
        line: 5,
        value: 'Lisburn & Castlereagh City Council',
        into: 'Lisburn and Castlereagh City Council',
        why: 'same-spelling',
      },
    ])
    expect(merged.lookalikes.map(({ why }) => why)).toEqual(['one-letter'])
    expect(named('Home Office - Immigration Enforcement IE', { join: 'same-body' })).toMatchObject({
      units: ['DET Gatwick', 'DET Heathrow'],
      aliases: ['IE'],
      row: null,
    })
  })

  test('a team that the directory keeps as an agency is not swallowed', () => {
    const known = [{ name: 'Home Office - Immigration Enforcement IE - DET Heathrow' }]
    const merged = mergeBodies(rows.slice(1, 3), { join: 'same-body', known })
    expect(merged.bodies.map(({ name, known: there }) => [name, there])).toEqual([
      ['Home Office - Immigration Enforcement IE', false],
      ['Home Office - Immigration Enforcement IE - DET Heathrow', true],
    ])
  })
})

describe('a row is refused', () => {
  test.each<[string, Partial<NamedRow>, string]>([
    ['that is empty', { value: '  ' }, 'empty'],
    ['that is longer than any name', { value: 'x'.repeat(201) }, 'too-long'],
    ['that holds U+0000', { value: 'Police\u0000' }, 'forbidden-characters'],
    ['that holds half a character', { value: 'Police\ud83d' }, 'forbidden-characters'],
    ['that holds no word', { value: '--- 12' }, 'no-letters'],
    ['that is a heading pasted in', { value: 'value' }, 'header'],
    ['whose sector is none of ours', { sector: 'army' }, 'unknown-sector'],
  ])('%s', (_which, part, why) => {
    const row = { file: 'x.csv', line: 7, value: 'Unseen', ...part }
    const good = { file: 'x.csv', line: 8, value: 'Kalayaan' }
    expect(mergeBodies([row, good])).toMatchObject({
      bodies: [{ name: 'Kalayaan' }],
      merges: [],
      refusals: [{ file: 'x.csv', line: 7, why }],
    })
  })
})

const word = fc.constantFrom(
  'Derby',
  'derry',
  'THE',
  'The',
  'City',
  'Council',
  '&',
  'and',
  'Police',
  '-',
  'Ministry',
  'IE',
  'Ä',
  '',
)
const anyRow: fc.Arbitrary<NamedRow> = fc.record(
  {
    file: fc.constantFrom(responders, councils, forces, 'x.csv'),
    line: fc.integer({ min: 1, max: 30 }),
    value: fc.oneof(
      { weight: 4, arbitrary: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')) },
      fc.string(),
    ),
    sector: fc.constantFrom('', 'ngo', 'army'),
  },
  { requiredKeys: ['file', 'line', 'value'] },
)
const anyRows = fc.uniqueArray(anyRow, { maxLength: 40, selector: ({ file, line }) => `${file}:${line}` })
const anyJoin = fc.constantFrom('same-name' as const, 'same-body' as const)
const place = ({ file, line }: { file: string; line: number }) => `${file}:${line}`

describe('whatever the lists hold', () => {
  test('every row makes a body, joins one or is refused, and exactly one of these', () => {
    fc.assert(
      fc.property(anyRows, anyJoin, (some, join) => {
        const { bodies, merges, refusals } = mergeBodies(some, { join })
        const made = bodies.flatMap(({ row }) => row ?? [])
        expect([...made, ...merges, ...refusals].map(place).sort()).toEqual(some.map(place).sort())
        expect(
          bodies
            .flatMap((body) => body.rows)
            .map(place)
            .sort(),
        ).toEqual([...made, ...merges].map(place).sort())
        expect(merges.filter(({ into }) => !bodies.some(({ name }) => name === into))).toEqual([])
      }),
    )
  })

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(
        anyRows.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        anyJoin,
        ([some, shuffled], join) => {
          expect(mergeBodies(shuffled, { join })).toEqual(mergeBodies(some, { join }))
        },
      ),
    )
  })

  test('a list of what came out comes out the same', () => {
    fc.assert(
      fc.property(anyRows, anyJoin, (some, join) => {
        const once = mergeBodies(some, { join }).bodies.map(({ name }) => name)
        const again = mergeBodies(list('again.csv', ...once), { join })
        expect(again.bodies.map(({ name }) => name)).toEqual(once)
        expect([...again.merges, ...again.refusals]).toEqual([])
      }),
    )
  })

  test('a second import finds everything in the directory and adds nothing', () => {
    fc.assert(
      fc.property(anyRows, anyJoin, (some, join) => {
        const first = mergeBodies(some, { join })
        const second = mergeBodies(some, { join, known: first.bodies })
        expect(second.bodies.map(({ name, known }) => ({ name, known }))).toEqual(
          first.bodies.map(({ name }) => ({ name, known: true })),
        )
        expect(second.merges).toHaveLength(first.merges.length + first.bodies.filter(({ row }) => row).length)
      }),
    )
  })
})
