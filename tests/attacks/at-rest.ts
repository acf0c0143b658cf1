import type { Sql } from 'postgres'

/**
 * Returns the forms in which the text can be stored: plain, hexadecimal, and base64 at each of the three byte offsets.
 */
const formsOf = (text: string) => {
  const shifted = [0, 1, 2].map((by) =>
    Buffer.concat([Buffer.alloc(by, 32), Buffer.from(text)])
      .toString('base64')
      .slice(by === 0 ? 0 : 4, -4),
  )
  return [text, Buffer.from(text).toString('hex'), ...shifted]
}

export const everyTable = (owner: Sql) =>
  owner<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`

/** Returns which of the texts are readable in a row of any table, each with the table's name: `name in app.events`. */
export const readableAtRest = async (owner: Sql, texts: Readonly<Record<string, string>>): Promise<string[]> => {
  const wanted = Object.entries(texts).flatMap(([name, text]) => formsOf(text).map((form) => ({ name, form })))
  const names = wanted.map(({ name }) => name)
  const forms = wanted.map(({ form }) => form)
  const found: string[] = []
  for (const { name } of await everyTable(owner)) {
    const rows = await owner.unsafe<{ name: string }[]>(
      `select distinct w.name from ${name} t, unnest($1::text[], $2::text[]) as w(name, form) where strpos(t::text, w.form) > 0 order by 1`,
      [names, forms],
    )
    found.push(...rows.map((row) => `${row.name} in ${name}`))
  }
  return found
}
