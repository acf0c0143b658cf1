import { type Sector, sectors } from '../actor.ts'

export interface SectorGuess {
  sector: Sector
  /** How the sector was determined. An administrator should check every `default`. */
  sectorFrom: 'column' | 'file' | 'name' | 'default'
}

const files: readonly [RegExp, Sector][] = [
  [/police/i, 'police'],
  [/local-?_? ?authorit/i, 'local-government'],
]

// The first matching pattern decides, so that the order matters: the name of a charity for refugees may contain
// "council", and a police force is named after its county.
const names: readonly [RegExp, Sector][] = [
  [/\b(refugee|migrant|women.?s aid)\b/i, 'ngo'],
  [/\b(home office|immigration|border force|border guard|ukvi|visas)\b/i, 'immigration'],
  [/\b(police|constabulary|crime agency|organised crime unit|special operations unit|rocu)\b/i, 'police'],
  [/\b(labour|labor|fair work|gangmasters)\b/i, 'labour'],
  [/\b(health|hospital|nhs)\b/i, 'health'],
  [/\b(prosecution|prosecutor|court|ministry of justice)\b/i, 'justice'],
  [/\b(council|comhairle|corporation|borough|greater london authority)\b/i, 'local-government'],
]

/**
 * Returns the sector of an agency: from the column of the lists, otherwise from the names of the list files, otherwise
 * from the agency's own name, otherwise NGO.
 */
export const sectorOf = (name: string, rows: readonly { file: string; sector?: string }[]): SectorGuess => {
  const given = sectors.find((sector) => rows.some((row) => row.sector === sector))
  if (given) return { sector: given, sectorFrom: 'column' }
  const listed = files.find(([pattern]) => rows.some(({ file }) => pattern.test(file)))
  if (listed) return { sector: listed[1], sectorFrom: 'file' }
  const named = names.find(([pattern]) => pattern.test(name))
  return named ? { sector: named[1], sectorFrom: 'name' } : { sector: 'ngo', sectorFrom: 'default' }
}
