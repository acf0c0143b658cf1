import { type Sector, sectors } from '../actor.ts'
import { freeText } from '../compartments.ts'
import { abbreviationIn, nameKey, oneLetterShorter, spellingKey, unitIn } from './names.ts'
import { type SectorGuess, sectorOf } from './sector.ts'

/** A name in an imported list. `line` counts from 1, which is the header. */
export interface NamedRow {
  file: string
  line: number
  value: string
  /** The sector in this row, if the list has such a column. */
  sector?: string
}

export interface RowPlace {
  file: string
  line: number
}

export interface Body extends SectorGuess {
  name: string
  /** Other spellings and the abbreviation of the name, by which the directory search also finds the agency. */
  aliases: string[]
  /** Teams of the agency that `same-body` merged into it. */
  units: string[]
  /**
   * The name of the agency of which this entry seems to be a team, judging by the entry's name; null for an agency of
   * its own.
   */
  unitOf: string | null
  /** Whether the directory already contains the agency. */
  known: boolean
  /**
   * The row from which the agency is created; null if the directory already contains the agency or the lists name only
   * its teams.
   */
  row: RowPlace | null
  /** All rows that name the agency. */
  rows: RowPlace[]
}

export interface Merge extends RowPlace {
  value: string
  into: string
  why: 'same-name' | 'same-spelling' | 'unit' | 'in-directory'
}

export interface Refusal extends RowPlace {
  why: 'empty' | 'too-long' | 'forbidden-characters' | 'no-letters' | 'header' | 'unknown-sector'
}

/**
 * Two entries that may be the same agency. An administrator decides, because names that differ by one letter can belong
 * to two agencies, such as Derby and Derry.
 */
export interface Lookalike {
  names: [string, string]
  why: 'spelling' | 'one-letter'
}

export interface MergeOptions {
  /**
   * The agencies in the directory. A row that matches one of them is merged into it, so that importing a list twice
   * adds nothing.
   */
  known?: readonly { name: string; aliases?: readonly string[] }[]
  /**
   * When names count as one agency. `same-name`: if they differ only in letter case and spacing. `same-body`: also if
   * they differ in "The", "&" or punctuation; a team of an agency ("body - part - team") then becomes its unit.
   */
  join?: 'same-name' | 'same-body'
}

export interface Merged {
  bodies: Body[]
  merges: Merge[]
  refusals: Refusal[]
  lookalikes: Lookalike[]
}

type Join = NonNullable<MergeOptions['join']>

interface Group {
  /** The agency's name in the directory; undefined if the directory does not contain the agency. */
  known: string | undefined
  /** The rows in the order of files and lines. The row of a team has the name of the team in `unit`. */
  members: { row: NamedRow; unit: string | undefined }[]
}

/**
 * Merges rows of one or many lists into agencies. Every row creates an agency (`row`), is merged into an agency
 * (`merges`) or is refused; the order of the rows does not matter.
 */
export const mergeBodies = (
  rows: readonly NamedRow[],
  { known = [], join = 'same-name' }: MergeOptions = {},
): Merged => {
  const judged = [...rows].sort(byPlace).map((row) => ({ row, why: faultOf(row) }))
  const groups = directory(known, join)
  for (const { row, why } of judged) if (!why) gather(groups, row, join)
  const filled = [...new Set(groups.values())].filter(({ members }) => members.length > 0)
  const bodies = filled.map((group) => bodyOf(group, join)).sort((a, b) => order(nameKey(a.name), nameKey(b.name)))
  return {
    bodies,
    merges: filled.flatMap(mergesOf).sort(byPlace),
    refusals: judged.flatMap(({ row, why }) => (why ? [{ ...placeOf(row), why }] : [])),
    lookalikes: lookalikesAmong(bodies.map(({ name }) => name)),
  }
}

const keyOf = (value: string, join: Join): string => (join === 'same-name' ? nameKey(value) : spellingKey(value))

const directory = (known: NonNullable<MergeOptions['known']>, join: Join): Map<string, Group> => {
  const groups = new Map<string, Group>()
  const add = (name: string, group: Group) => {
    const key = keyOf(name, join)
    if (!groups.has(key)) groups.set(key, group)
  }
  const entries = [...known]
    .sort((a, b) => order(a.name, b.name))
    .map((entry) => ({ entry, group: { known: entry.name, members: [] } }))
  for (const { entry, group } of entries) add(entry.name, group)
  // The name of one agency is never an alias of another.
  for (const { entry, group } of entries) for (const alias of entry.aliases ?? []) add(alias, group)
  return groups
}

const gather = (groups: Map<string, Group>, row: NamedRow, join: Join) => {
  const team = join === 'same-body' ? unitIn(row.value) : undefined
  // A team that the directory lists as an agency of its own is not merged into another agency.
  const inDirectory = groups.get(keyOf(row.value, join))?.known !== undefined
  const unit = inDirectory ? undefined : team?.unit
  const key = keyOf(inDirectory ? row.value : (team?.of ?? row.value), join)
  const group = groups.get(key)
  if (group) group.members.push({ row, unit })
  else groups.set(key, { known: undefined, members: [{ row, unit }] })
}

const founderOf = ({ known, members }: Group): NamedRow | undefined =>
  known === undefined ? members.find(({ unit }) => unit === undefined)?.row : undefined

const nameOf = (group: Group): string => {
  const first = founderOf(group)?.value ?? unitIn(group.members[0]?.row.value ?? '')?.of ?? ''
  return group.known ?? tidy(first)
}

const bodyOf = (group: Group, join: Join): Body => {
  const { known, members } = group
  const name = nameOf(group)
  const founder = founderOf(group)
  const spellings = members.flatMap(({ row, unit }) => (unit === undefined ? [tidy(row.value)] : []))
  const abbreviation = abbreviationIn(name)
  return {
    name,
    ...sectorOf(
      name,
      members.map(({ row }) => row),
    ),
    aliases: distinct([...(abbreviation ? [abbreviation] : []), ...spellings]).filter((alias) => alias !== name),
    units: distinct(members.flatMap(({ unit }) => unit ?? [])),
    unitOf: join === 'same-name' ? (unitIn(name)?.of ?? null) : null,
    known: known !== undefined,
    row: founder ? placeOf(founder) : null,
    rows: members.map(({ row }) => placeOf(row)),
  }
}

const mergesOf = (group: Group): Merge[] => {
  const founder = founderOf(group)
  const into = nameOf(group)
  const whyJoined = (row: NamedRow, unit: string | undefined): Merge['why'] => {
    if (unit !== undefined) return 'unit'
    if (group.known !== undefined) return 'in-directory'
    return nameKey(row.value) === nameKey(into) ? 'same-name' : 'same-spelling'
  }
  return group.members.flatMap(({ row, unit }) =>
    row === founder ? [] : [{ ...placeOf(row), value: row.value, into, why: whyJoined(row, unit) }],
  )
}

const words = freeText(200)

const faultOf = ({ value, sector }: NamedRow): Refusal['why'] | undefined => {
  if (value.trim() === '') return 'empty'
  const issue = words.safeParse(value).error?.issues[0]
  if (issue) return issue.code === 'too_big' ? 'too-long' : 'forbidden-characters'
  if (!/\p{L}/u.test(value)) return 'no-letters'
  // Skips the header of a list. Lists that were joined into one file repeat the header between their rows.
  if (/^(value|name|organisation|agency)$/i.test(value.trim())) return 'header'
  return sector !== undefined && sector !== '' && !isSector(sector) ? 'unknown-sector' : undefined
}

const isSector = (text: string): text is Sector => sectors.some((sector) => sector === text)

const lookalikesAmong = (names: readonly string[]): Lookalike[] => {
  const bySpelling = new Map<string, string[]>()
  for (const name of names) bySpelling.set(spellingKey(name), [...(bySpelling.get(spellingKey(name)) ?? []), name])
  const pairs: Lookalike[] = []
  for (const [key, same] of bySpelling) {
    for (const [at, name] of same.entries())
      for (const other of same.slice(at + 1)) pairs.push({ names: [name, other], why: 'spelling' })
    for (const shorter of oneLetterShorter(key))
      for (const other of bySpelling.get(shorter) ?? [])
        for (const name of same) pairs.push({ names: [other, name], why: 'one-letter' })
  }
  return pairs.sort((a, b) => order(a.names.join('\n'), b.names.join('\n')))
}

const tidy = (value: string): string => value.normalize('NFC').replace(/\s+/gu, ' ').trim()
const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort(order)
const placeOf = ({ file, line }: RowPlace): RowPlace => ({ file, line })
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byPlace = (a: RowPlace & { value?: string }, b: RowPlace & { value?: string }): number =>
  order(a.file, b.file) || a.line - b.line || order(a.value ?? '', b.value ?? '')
