import { unlinkSync } from 'node:fs'
import path from 'node:path'
import { compareCatalogues, readCatalogue } from '@palermo/db/catalogue.ts'
import { findDrift } from '@palermo/db/drift.ts'
import { fingerprint, historyOf } from '@palermo/db/migrate/adoption.ts'
import postgres from 'postgres'
import { beforeEach, describe, expect, test } from 'vitest'
import { aMigration } from './migrating.ts'

let at: Awaited<ReturnType<typeof aMigration>>

beforeEach(async () => {
  at = await aMigration()
  return () => at.end()
})

const compartments = `create or replace procedure app.force_row_security(wanted regclass) language plpgsql set search_path = '' as $$
begin
execute format('alter table %s enable row level security', wanted);
execute format('alter table %s force row level security', wanted);
execute format('create policy definer_all on %s to palermo_definer using (true) with check (true)', wanted);
end $$;`
const things = `call app.force_row_security('app.things');
create policy things_read on app.things for select to palermo_api using (app.may_see(owner));
grant select (id, owner) on app.things to palermo_api;
create trigger things_stamp before insert on app.things for each row execute function app.stamp();`
const rules = `create or replace function app.may_see(owner uuid) returns boolean language sql stable set search_path = '' as $$
select owner is not null
$$;
grant execute on function app.may_see to palermo_api;
create or replace function app.stamp() returns trigger language plpgsql set search_path = '' as $$
begin
return new;
end $$;`

beforeEach(() => {
  at.write('0001_schemas.sql', 'create schema app authorization palermo_definer;')
  at.write(
    '0002_things.sql',
    `set role palermo_definer;
     create table app.things (id uuid primary key, owner uuid, at timestamptz not null default app.moment());
     reset role;`,
  )
  at.writeObject('kernel/compartments.sql', compartments)
  at.writeObject(
    'kernel/moment.sql',
    `create or replace function app.moment() returns timestamptz language sql stable set search_path = '' as $$ select pg_catalog.now() $$;`,
  )
  at.writeObject('things/access.sql', things)
  at.writeObject('things/rules.sql', rules)
})
const catalogue = () => readCatalogue(at.sql)
const names = async (kind: string) => (await catalogue()).filter((entry) => entry.kind === kind).map(({ name }) => name)
const rights = async (of: string) =>
  (await catalogue())
    .filter(({ kind, name }) => kind === 'right' && name.startsWith(of) && !name.endsWith('to palermo_definer'))
    .map(({ name, definition }) => `${name}: ${definition}`)
/** Expects the same catalogue as when the files are applied to an empty database. */
const expectAsNew = async () => {
  const found = await catalogue()
  await at.sql`drop schema app, migrations cascade`
  await at.run()
  expect(compareCatalogues(await catalogue(), found)).toEqual([])
}

test('a column’s function comes before its table, and each object behind those that it names', async () => {
  expect(await at.run()).toEqual({
    migrations: ['0001_schemas.sql', '0002_things.sql'],
    objects: ['kernel/compartments.sql', 'kernel/moment.sql', 'things/access.sql', 'things/rules.sql'],
  })
  expect(await names('policy')).toEqual(['app.things definer_all', 'app.things things_read'])
  expect(await rights('function')).toEqual(['function app.may_see(owner uuid) to palermo_api: EXECUTE'])
  expect(await at.run()).toEqual({ migrations: [], objects: [] })
})

test('a changed file is applied again, and no other', async () => {
  await at.run()
  at.writeObject('things/rules.sql', rules.replace('owner is not null', 'owner is null'))
  expect(await at.run()).toEqual({ migrations: [], objects: ['things/rules.sql'] })
  const [row] = await at.sql`select app.may_see(null) as sees`
  expect(row).toEqual({ sees: true })
  await expectAsNew()
})

test('a right that is not given any more is taken away, of a table and of a function', async () => {
  await at.run()
  at.writeObject('things/access.sql', things.replace('(id, owner)', '(id)'))
  at.writeObject('things/rules.sql', rules.replace('grant execute on function app.may_see to palermo_api;', ''))
  await at.run()
  expect(await rights('column app.things')).toEqual(['column app.things.id to palermo_api: SELECT'])
  expect(await rights('function')).toEqual([])
  await expectAsNew()
})

test('a changed signature is dropped with what stands on it, and all of it is made again with its rights', async () => {
  await at.run()
  at.writeObject(
    'things/rules.sql',
    rules
      .replace('may_see(owner uuid)', 'may_see(wanted uuid, always boolean default false)')
      .replace('select owner', 'select wanted'),
  )
  await at.run()
  expect(await names('policy')).toContain('app.things things_read')
  expect(await names('function')).toContain('app.may_see(wanted uuid, always boolean)')
  expect(await names('function')).not.toContain('app.may_see(owner uuid)')
  expect(await rights('function')).toEqual([
    'function app.may_see(wanted uuid, always boolean) to palermo_api: EXECUTE',
  ])
  await expectAsNew()
})

test('a file that is taken away takes its objects with it', async () => {
  await at.run()
  at.writeObject('things/access.sql', `call app.force_row_security('app.things');`)
  unlinkSync(path.join(at.folders.objects, 'things/rules.sql'))
  expect((await at.run()).objects).toEqual(['things/access.sql', 'things/rules.sql'])
  expect(await names('policy')).toEqual(['app.things definer_all'])
  expect(await names('trigger')).toEqual([])
  expect(await names('function')).toEqual(['app.force_row_security(IN wanted regclass)', 'app.moment()'])
  await expectAsNew()
})

test('an object that moves to another file stays as it is, with its rights', async () => {
  await at.run()
  const before = await at.sql`select oid from pg_trigger where tgname = 'things_stamp'`
  const [trigger = ''] = /create trigger [^;]+;/.exec(things) ?? []
  at.writeObject('things/access.sql', things.replace(trigger, ''))
  at.writeObject('generated/workflow.sql', trigger)
  unlinkSync(path.join(at.folders.objects, 'things/rules.sql'))
  at.writeObject('generated/rules.sql', rules)
  expect((await at.run()).objects).toEqual([
    'generated/rules.sql',
    'generated/workflow.sql',
    'things/access.sql',
    'things/rules.sql',
  ])
  expect(await at.sql`select oid from pg_trigger where tgname = 'things_stamp'`).toEqual(before)
  expect(await rights('function')).toEqual(['function app.may_see(owner uuid) to palermo_api: EXECUTE'])
  await expectAsNew()
})

test('a migration changes a table although policies and triggers stand on it, and reads and writes its rows', async () => {
  await at.run()
  await at.sql`insert into app.things (id, owner) values (gen_random_uuid(), gen_random_uuid())`
  at.write(
    '0003_holders.sql',
    `set role palermo_definer;
     alter table app.things add column holder text;
     update app.things set holder = owner::text;
     alter table app.things alter column holder set not null, drop column owner;
     reset role;`,
  )
  at.writeObject(
    'things/access.sql',
    things.replace('app.may_see(owner)', 'app.may_see(holder::uuid)').replace('(id, owner)', '(id, holder)'),
  )
  expect(await at.ran()).toEqual(['0003_holders.sql'])
  expect(await at.sql`select count(*)::int as n from app.things where holder is not null`).toEqual([{ n: 1 }])
  await expectAsNew()
})

test.each([
  [
    'a table without row security',
    'things/access.sql',
    `grant select on app.things to palermo_api;`,
    /without row security: app.things.*app.force_row_security/,
  ],
  ['a body that does not parse', 'things/rules.sql', rules.replace('return new', 'retrun new'), /syntax error/],
  [
    'a body that names what is not there',
    'things/rules.sql',
    rules.replace('select owner is', 'select nobody is'),
    /column "nobody" does not exist/,
  ],
  [
    'an object in two files',
    'kernel/more.sql',
    rules,
    /function app.may_see stands in kernel\/more.sql and in things\/rules.sql/,
  ],
  [
    'a statement of another sort',
    'kernel/more.sql',
    'drop table app.things;',
    /kernel\/more.sql: no statement of an object file: drop table/,
  ],
  [
    'a right on an object of another file',
    'kernel/more.sql',
    'grant execute on function app.stamp to palermo_api;',
    /function app.stamp is made in no line above/,
  ],
  [
    'a policy that names no function',
    'things/access.sql',
    things.replace('may_see', 'may_hear'),
    /objects\/things\/access.sql, policy app.things things_read/,
  ],
  [
    'the end of a function that a column calls',
    'kernel/moment.sql',
    '',
    /function app.moment cannot be dropped: .*column at of table app.things calls it/,
  ],
])('%s is refused, and nothing of the update stays', async (_, name, text, message) => {
  await at.run()
  const before = await catalogue()
  at.writeObject(name, text)
  at.write('0003_more.sql', 'create table public.more (x int);')
  await expect(at.run()).rejects.toThrow(message)
  expect(await catalogue()).toEqual(before)
  expect(await at.sql`select to_regclass('public.more') as made`).toEqual([{ made: null }])
})

describe('a database of the version before object files', () => {
  /**
   * Makes the database as that version left it: the same catalogue, other migrations, and no record of object files.
   */
  const asBefore = async () => {
    await at.run()
    await at.sql`drop table migrations.objects`
    await at.sql`delete from migrations.applied`
    await at.sql`insert into migrations.applied (name, hash) values ('0001_old.sql', 'a'), ('0002_older.sql', 'b')`
    const applied = new Map([
      ['0001_old.sql', 'a'],
      ['0002_older.sql', 'b'],
    ])
    at.folders.predecessor = {
      history: historyOf(applied),
      catalogue: fingerprint(await catalogue()),
      baseline: '0002_things.sql',
    }
    await at.sql`insert into app.things (id) values (gen_random_uuid())`
  }

  test('is taken over with its rows: what is new runs, and all objects are made from their files', async () => {
    await asBefore()
    at.write(
      '0003_more.sql',
      `set role palermo_definer; alter table app.things add column more int; update app.things set more = 1; reset role;`,
    )
    at.writeObject('things/access.sql', things.replace('things_read', 'things_seen'))
    unlinkSync(path.join(at.folders.objects, 'things/rules.sql'))
    at.writeObject('things/newer.sql', rules)
    expect(await at.ran()).toEqual(['0003_more.sql'])
    expect(await at.sql`select more from app.things`).toEqual([{ more: 1 }])
    expect(await at.run()).toEqual({ migrations: [], objects: [] })
    await expectAsNew()
  })

  test.each([
    ['a column', 'alter table app.things add column stray int'],
    ['an index', 'create index stray on app.things (owner)'],
    ['a constraint', 'alter table app.things add constraint stray check (owner <> id)'],
    ['a function', `create function app.stray() returns int language sql as 'select 1'`],
    ['a policy', 'drop policy things_read on app.things'],
  ])('is refused where %s is not what the migrations made', async (what, statement) => {
    await asBefore()
    await at.sql.unsafe(statement)
    const before = await catalogue()
    await expect(at.run()).rejects.toThrow(`these differ from what the migrations made: ${what.split(' ')[1]}`)
    expect(await catalogue()).toEqual(before)
  })
})

test('what was edited in the database is found, though no hash tells of it', async () => {
  await at.run()
  expect(await findDrift(at.url, at.folders)).toEqual([])
  await at.sql.unsafe(`
    create or replace function app.may_see(owner uuid) returns boolean language sql stable set search_path = '' as 'select true';
    grant delete on app.things to palermo_api;
    drop trigger things_stamp on app.things;
    alter table app.things add column stray int`)
  expect(await at.run()).toEqual({ migrations: [], objects: [] })
  const drift = await findDrift(at.url, at.folders)
  expect(drift.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'column app.things.stray',
    'function app.may_see(owner uuid)',
    'right relation app.things to palermo_api',
    'trigger app.things things_stamp',
  ])
  expect(await at.sql`select datname from pg_database where datname like 'palermo_expected_%'`).toEqual([])
})

test('a request under way is waited for, and no table is seen without its policies', async () => {
  await at.run()
  const reader = postgres(at.url, { max: 1, onnotice: () => {} })
  const begun = await reader.reserve()
  await begun`begin`
  await begun`select from app.things`
  at.writeObject('things/access.sql', things.replace('things_read', 'things_seen'))
  const update = at.run()
  // While the update waits for a lock it holds none, so other connections go on reading under the old policies.
  await expect
    .poll(() =>
      at.sql`select state from pg_stat_activity where query like 'lock table%' and datname = current_database()`.then(
        (rows) => rows.length,
      ),
    )
    .toBeGreaterThan(0)
  expect(await names('policy')).toContain('app.things things_read')
  await begun`commit`
  begun.release()
  await update
  expect(await names('policy')).toEqual(['app.things definer_all', 'app.things things_seen'])
  await reader.end()
})
