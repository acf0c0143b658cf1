import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import postgres from 'postgres'

/**
 * A bare Fastify server, for comparison with the product: each route runs only the main statement through postgres.js,
 * without sign-in, row security, log, transaction or schema. LIST and COUNTS filter by agency; ACCEPT updates and
 * CREATE inserts, and both add one log row.
 */
const sql = postgres(process.env.BENCH_DATABASE_URL ?? '', {
  max: 10,
  fetch_types: false,
  // The bare side runs without the product's triggers, whose cost belongs to the product.
  connection: { session_replication_role: 'replica', application_name: 'bare' },
})
const app = Fastify({ logger: false })

app.get<{ Querystring: { agency: string } }>(
  '/list',
  ({ query }) => sql`
  select d.id, d.side, d.subject_kind, d.subject_id, d.case_id, d.case_reference, d.kind, d.status, d.priority, d.due_at, d.assignee_id, d.opened_at,
      a.id as agency_id, a.label, a.sector
    from app.work_items d left join app.agencies a on a.id = d.counterparty_agency_id
   where d.agency_id = ${query.agency} and d.side = 'owes' order by d.due_at, d.id limit 51`,
)

// Counts one person's work as the product does: unassigned work of the agency and work assigned to the person.
app.get<{ Querystring: { agency: string; person: string } }>('/counts', async ({ query }) => {
  const [row] = await sql`
    select coalesce(sum(c.n) filter (where c.side = 'owes'), 0)::int as owes, coalesce(sum(c.n) filter (where c.side = 'is-owed'), 0)::int as "isOwed",
        (select count(*) from app.work_items d where d.agency_id = ${query.agency} and d.side = 'owes' and d.due_at < now()
          and (d.assignee_id is null or d.assignee_id = ${query.person}))::int as late,
        coalesce(sum(c.n) filter (where c.side = 'owes' and c.assignee_id = ${query.person}), 0)::int as mine
      from app.counters c
     where c.agency_id = ${query.agency} and c.assignee_id in ('00000000-0000-0000-0000-000000000000', ${query.person})`
  return row
})

// Runs the statement of the product's page. The owner's login has no identity and sees all rows.
app.get<{ Params: { id: string } }>('/get/:id', async ({ params }) => {
  const [row] = await sql`select app.referral_document(${params.id}) as document`
  return JSON.parse(row?.document)
})

app.post<{ Params: { id: string } }>('/accept/:id', async ({ params }) => {
  const [row] = await sql`
    with moved as (update app.referrals set status = 'accepted', version = version + 1, accepted_at = now() where id = ${params.id} and version >= 3 returning id, version)
    , logged as (insert into bench_log (subject_id, at) select id, now() from moved)
    select * from moved`
  return row ?? {}
})

app.post<{ Querystring: { agency: string } }>('/create', async ({ query }) => {
  const id = randomUUID()
  const [row] = await sql`
    with made as (insert into app.referrals (id, status, kind, thread_id, from_agency_id, from_person_id, urgency, age_band, form_id, form_version)
      select ${id}, 'draft', 'lead', ${id}, p.agency_id, p.id, 'tonight', 'unknown', 'intake-short', 1 from app.people p where p.agency_id = ${query.agency} limit 1
      returning id, version)
    , logged as (insert into bench_log (subject_id, at) select id, now() from made)
    select * from made`
  return row ?? {}
})

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
