import { columns } from '@palermo/shared/statistics/tables.ts'
import { sql } from 'drizzle-orm'
import { boolean, date, integer, primaryKey, smallint } from 'drizzle-orm/pg-core'
import { app, code, instant, oneOf } from '../columns.ts'

export const statisticsRows = app.table(
  'statistics_rows',
  {
    tableName: code('table_name').notNull(),
    rowName: code('row_name').notNull(),
    place: smallint('place').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tableName, table.rowName] })],
)

export const countryRegions = app.table('country_regions', {
  country: code('country').primaryKey(),
  region: code('region').notNull(),
})

export const statisticsReleases = app.table('statistics_releases', {
  week: date('week').primaryKey(),
  asOf: instant('as_of').notNull(),
  method: code('method').notNull(),
  countedAt: instant('counted_at').notNull().default(sql`app.now()`),
  publishedAt: instant('published_at'),
})

export const statisticsCells = app.table(
  'statistics_cells',
  {
    week: date('week').notNull(),
    tableName: code('table_name').notNull(),
    rowName: code('row_name').notNull(),
    peopleGroup: oneOf('people_group', columns).notNull(),
    rounded: integer('rounded'),
    shown: boolean('shown').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.week, table.tableName, table.rowName, table.peopleGroup] })],
)
