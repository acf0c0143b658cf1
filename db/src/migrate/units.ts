import { digest, type SqlFile } from './files.ts'

const kinds = [
  'function',
  'view',
  'policy',
  'trigger',
  'row security',
  'rights',
  'schema rights',
  'defaults',
  'rows',
] as const
export type UnitKind = (typeof kinds)[number]

/** One database object, or the rights on one table, with its grants and comments. */
export interface Unit {
  kind: UnitKind
  /** The name of a function or view; for other objects the table or schema to which they belong. */
  name: string
  /** The kind and the names of the object, unique over all files. */
  key: string
  file: string
  /** The statement that creates the object. */
  create: string
  /** Statements with grants and comments on the object. */
  about: string[]
  hash: string
  /**
   * For a function: name, arguments and result. PostgreSQL replaces a function in place only if none of these changes.
   */
  signature: string
}

const tokens = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|(\$\w*\$)[\s\S]*?\1|;|[^-'"$;]+|./gs

/** Splits a file into its statements, without the comments before them. */
export const splitStatements = ({ name, text }: SqlFile): string[] => {
  const statements: string[] = []
  let statement = ''
  for (const [token] of text.matchAll(tokens)) {
    if (token === ';') {
      statements.push(statement.trim())
      statement = ''
    } else if (!token.startsWith('--') || statement.trim() !== '') statement += token
  }
  if (statement.trim() !== '') throw new Error(`${name}: the last statement has no semicolon`)
  return statements
}

const qualified = String.raw`((?:app|authz|aud)\.\w+)`
const pattern = (text: string) => new RegExp(`^${text.replaceAll('NAME', qualified).replaceAll(' ', '\\s+')}`, 'i')

const creations: [RegExp, UnitKind][] = [
  [pattern('create or replace (?:function|procedure) NAME'), 'function'],
  [pattern('create view NAME'), 'view'],
  [pattern('create policy (\\w+) on NAME'), 'policy'],
  [pattern('create (?:constraint )?trigger (\\w+) (?:[^;]+?) on NAME'), 'trigger'],
  [pattern(`call app\\.force_row_security\\('NAME'\\)`), 'row security'],
  [pattern('alter default privileges'), 'defaults'],
  [pattern('(?:delete from|insert into) NAME'), 'rows'],
]
const abouts: [RegExp, (names: string[]) => string[]][] = [
  [pattern('grant execute on (?:function|procedure) NAME to'), ([name]) => [`function ${name}`]],
  [pattern('grant [\\w, ()]+? on schema (\\w+) to'), ([name]) => [`schema rights ${name}`]],
  [pattern('grant [\\w,\\s()]+? on NAME to'), ([name]) => [`view ${name}`, `rights ${name}`]],
  [pattern('comment on (?:function|procedure) NAME'), ([name]) => [`function ${name}`]],
  [pattern('comment on view NAME'), ([name]) => [`view ${name}`]],
  [pattern('comment on policy (\\w+) on NAME'), ([one, table]) => [`policy ${table} ${one}`]],
  [pattern('comment on trigger (\\w+) on NAME'), ([one, table]) => [`trigger ${table} ${one}`]],
]

const keyOf = (kind: UnitKind, names: string[]) => [kind, ...names.toReversed()].join(' ')

const signatureOf = (create: string): string => {
  const head = /^[\s\S]*?\bas\s+(?=\$)/i.exec(create)?.[0] ?? create
  return head.slice(0, head.toLowerCase().lastIndexOf(' language ')).replaceAll(/\s+/g, ' ')
}

/**
 * Returns the units of one file. Throws for a statement that object files may not contain, and for a grant or comment
 * on an object of another file.
 */
export const unitsOf = (file: SqlFile): Unit[] => {
  const units = new Map<string, Unit>()
  const begin = (kind: UnitKind, key: string, name: string, create: string) => {
    const signature = kind === 'function' ? signatureOf(create) : ''
    units.set(key, { kind, name, key, file: file.name, create, about: [], hash: '', signature })
  }
  for (const statement of splitStatements(file)) {
    const [creation, kind] = creations.find(([shape]) => shape.test(statement)) ?? []
    if (creation && kind) {
      const names = creation.exec(statement)?.slice(1) ?? []
      const key = keyOf(kind, names)
      const known = units.get(key)
      if (known && kind !== 'rows') throw new Error(`${file.name}: ${key} is made twice`)
      if (known) known.about.push(statement)
      else begin(kind, key, names.at(-1) ?? '', statement)
      continue
    }
    const [about, owners] = abouts.find(([shape]) => shape.test(statement)) ?? []
    if (!about || !owners) throw new Error(`${file.name}: no statement of an object file: ${statement.slice(0, 120)}`)
    const keys = owners(about.exec(statement)?.slice(1) ?? [])
    const owner = keys.map((key) => units.get(key)).find((unit) => unit !== undefined)
    const rights = keys.find((key) => /^(schema )?rights /.test(key))
    if (owner) owner.about.push(statement)
    else if (rights) {
      const kindOf = rights.startsWith('schema') ? 'schema rights' : 'rights'
      begin(kindOf, rights, rights.slice(kindOf.length + 1), statement)
    } else throw new Error(`${file.name}: ${keys[0]} is made in no line above: ${statement.slice(0, 120)}`)
  }
  for (const unit of units.values()) unit.hash = digest([unit.create, ...unit.about].join(';\n'))
  return [...units.values()]
}

/** Returns the units of all files. Throws if two files define the same unit. */
export const everyUnit = (files: readonly SqlFile[]): Unit[] => {
  const homes = new Map<string, string>()
  const units = files.flatMap(unitsOf)
  for (const { key, file } of units) {
    const other = homes.get(key)
    if (other !== undefined) throw new Error(`${key} stands in ${other} and in ${file}`)
    homes.set(key, file)
  }
  return units
}

const named = /\b(?:app|authz|aud)\.\w+/g
/**
 * Returns the names of objects that must exist before the unit is created. Names in the body of a function do not
 * count, since PostgreSQL resolves them when the function runs.
 */
const needs = ({ kind, create, signature }: Unit): string[] =>
  (kind === 'function' ? signature : create).match(named) ?? []

/** Sorts units so that each unit comes after the units that it names; otherwise the order of the files is kept. */
export const inOrder = (units: readonly Unit[]): Unit[] => {
  const makers = new Map(
    units.filter(({ kind }) => kind === 'function' || kind === 'view').map((unit) => [unit.name, unit]),
  )
  const ordered = new Set<Unit>()
  const visit = (unit: Unit, above: readonly Unit[]) => {
    if (ordered.has(unit)) return
    if (above.includes(unit)) throw new Error(`${unit.key} (${unit.file}) needs itself`)
    for (const name of needs(unit)) {
      const other = makers.get(name)
      if (other && other !== unit) visit(other, [...above, unit])
    }
    ordered.add(unit)
  }
  const isRows = ({ kind }: Unit) => kind === 'rows'
  // Rows are inserted last, because row security applies to them only after their table has its policy.
  for (const unit of [...units.filter((one) => !isRows(one)), ...units.filter(isRows)]) visit(unit, [])
  return [...ordered]
}
