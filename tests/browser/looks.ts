import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Agency } from '@palermo/shared/agencies/contract.ts'
import type { Case, CaseSummary } from '@palermo/shared/cases/contract.ts'
import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { caseLooks } from './case-looks.ts'
import { type Look, press, pressKey, unfold } from './look.ts'
import { aNotice } from './notice.ts'
import { recordLooks } from './record-looks.ts'
import { ruleLooks } from './rule-looks.ts'
import type { System } from './system.ts'

const officer = 'officer@police.demo'
const caseworker = 'caseworker@ngo.demo'
const supervisor = 'supervisor@ngo.demo'
const lead = 'lead@taskforce.demo'
const administrator = 'admin@taskforce.demo'
const auditor = 'auditor@taskforce.demo'

const referralIn = async (system: System, ...statuses: string[]): Promise<string> => {
  const asks = await system.elsewhere(caseworker)
  const { items } = await asks<{ items: ReferralSummary[] }>('GET', '/referrals?box=inbox')
  const found = statuses.map((status) => items.find((one) => one.status === status)).find(Boolean)
  if (!found) throw new Error(`no referral is ${statuses.join(' or ')}`)
  return found.id
}

/** Returns the case with the most milestones, notes, tasks and team members. */
const fullestCase = async (system: System): Promise<string> => {
  const asks = await system.elsewhere(caseworker)
  const { items } = await asks<{ items: CaseSummary[] }>('GET', '/cases?mine=true&status=open')
  const rows = await Promise.all(items.map(({ id }) => asks<Case>('GET', `/cases/${id}`)))
  const fullness = ({ lanes, notes, tasks, team }: Case) => {
    const reached = lanes.map(({ milestones }) => ('sealed' in milestones ? 0 : milestones.length))
    return Math.min(...reached) * 10 + notes.length + tasks.length + team.length
  }
  const [fullest] = rows.sort((one, other) => fullness(other) - fullness(one))
  if (!fullest) throw new Error(`${caseworker} has no case`)
  return fullest.id
}

const agencyCalled = async (system: System, name: string): Promise<string> => {
  const asks = await system.elsewhere(caseworker)
  const { items } = await asks<{ items: Agency[] }>('GET', `/agencies?q=${encodeURIComponent(name)}`)
  return items[0]?.id ?? ''
}
const ours = (system: System) => agencyCalled(system, 'Blue Kite')

const somebody = async (system: System): Promise<string> => {
  const asks = await system.elsewhere(administrator)
  const { items } = await asks<{ items: { id: string }[] }>('GET', '/people?function=caseworker')
  return items[0]?.id ?? ''
}

/** Creates a draft snapshot of the newest week's statistics. */
const frozen = async (system: System): Promise<string> => {
  const asks = await system.elsewhere(lead)
  const { week } = await asks<Statistics>('GET', '/statistics')
  const body = await asks<{ id: string }>(
    'POST',
    '/snapshots',
    { week },
    { 'idempotency-key': `the-figures-of-${week}` },
  )
  return body.id
}

const known: Look[] = [
  { name: 'sign-in', route: 'sign-in', who: undefined, at: () => '/sign-in', pictured: true },
  { name: 'forgotten-password', route: 'forgotten-password', who: undefined, at: () => '/forgotten-password' },
  { name: 'choose-password-gone', route: 'choose-password', who: undefined, at: () => '/choose-password' },
  {
    name: 'work',
    route: '_in/work',
    who: caseworker,
    at: async (system) => `/work?at=${await referralIn(system, 'accepted')}`,
    pictured: true,
  },
  { name: 'work-late', route: '_in/work', who: caseworker, at: () => '/work?tab=late' },
  { name: 'work-empty', route: '_in/work', who: administrator, at: () => '/work?tab=is-owed' },
  { name: 'referrals', route: '_in/referrals.index', who: caseworker, at: () => '/referrals', pictured: true },
  {
    name: 'referral',
    route: '_in/referrals.$id',
    who: caseworker,
    at: async (system) => `/referrals/${await referralIn(system, 'accepted', 'in-service')}`,
    pictured: true,
  },
  {
    name: 'referral-accept',
    route: '_in/referrals.$id',
    who: caseworker,
    at: async (system) => `/referrals/${await referralIn(system, 'sent', 'received')}?act=accept`,
  },
  {
    name: 'referral-decline',
    route: '_in/referrals.$id',
    who: caseworker,
    at: async (system) => `/referrals/${await referralIn(system, 'sent', 'received')}?act=decline`,
  },
  {
    name: 'referral-who-sees',
    route: '_in/referrals.$id',
    who: caseworker,
    at: async (system) => `/referrals/${await referralIn(system, 'sent', 'received')}`,
    opens: unfold('Who can see this'),
  },
  { name: 'new-referral', route: '_in/referrals.new', who: officer, at: () => '/referrals/new', pictured: true },
  { name: 'new-referral-needs', route: '_in/referrals.new', who: officer, at: () => '/referrals/new?step=needs' },
  { name: 'new-referral-person', route: '_in/referrals.new', who: officer, at: () => '/referrals/new?step=person' },
  { name: 'tonight', route: '_in/referrals.new', who: officer, at: () => '/referrals/new?step=ask', pictured: true },
  { name: 'cases', route: '_in/cases.index', who: caseworker, at: () => '/cases', pictured: true },
  {
    name: 'cases-contact',
    route: '_in/cases.index',
    who: caseworker,
    at: () => '/cases',
    opens: unfold('Log contact'),
  },
  {
    name: 'case',
    route: '_in/cases.$id',
    who: caseworker,
    at: async (system) => `/cases/${await fullestCase(system)}`,
    pictured: true,
  },
  {
    name: 'case-task',
    route: '_in/cases.$id',
    who: caseworker,
    at: async (system) => `/cases/${await fullestCase(system)}?tab=plan`,
    opens: unfold('Add task'),
  },
  {
    name: 'case-close',
    route: '_in/cases.$id',
    who: caseworker,
    at: async (system) => `/cases/${await fullestCase(system)}?act=close`,
  },
  ...caseLooks(fullestCase),
  { name: 'find', route: '_in/cases.index', who: caseworker, at: () => '/cases', opens: unfold('Find or do') },
  { name: 'keys', route: '_in/work', who: supervisor, at: () => '/work', opens: pressKey('?') },
  {
    name: 'handover',
    route: '_in/handovers.$id',
    who: 'caseworker@welfare.demo',
    async at(system) {
      const asks = await system.elsewhere('caseworker@welfare.demo')
      const { items } = await asks<{ items: { subjectId: string }[] }>('GET', '/work-items?step=handover.answer')
      return `/handovers/${items[0]?.subjectId}`
    },
  },
  { name: 'directory', route: '_in/directory.index', who: officer, at: () => '/directory', pictured: true },
  {
    name: 'agency',
    route: '_in/directory.$id.index',
    who: officer,
    at: async (system) => `/directory/${await ours(system)}`,
    pictured: true,
  },
  {
    name: 'agency-protected',
    route: '_in/directory.$id.index',
    who: officer,
    at: async (system) => `/directory/${await agencyCalled(system, 'Protection')}`,
  },
  {
    name: 'agency-edit',
    route: '_in/directory.$id.edit',
    who: supervisor,
    at: async (system) => `/directory/${await ours(system)}/edit`,
  },
  {
    name: 'rota',
    route: '_in/directory.$id.rota',
    who: supervisor,
    at: async (system) => `/directory/${await ours(system)}/rota`,
    pictured: true,
  },
  { name: 'notices', route: '_in/notices.index', who: caseworker, at: () => '/notices', pictured: true },
  {
    name: 'notices-latest',
    route: '_in/notices.index',
    who: caseworker,
    at: () => '/notices',
    opens: unfold('Notices, '),
  },
  {
    name: 'notice-settings',
    route: '_in/notices.settings',
    who: caseworker,
    at: () => '/notices/settings',
    pictured: true,
  },
  {
    name: 'dead-letters',
    route: '_in/administration.dead-letters',
    who: administrator,
    at: () => '/administration/dead-letters',
  },
  { name: 'webhooks', route: '_in/webhooks', who: supervisor, at: () => '/webhooks' },
  {
    name: 'webhook-new',
    route: '_in/webhooks',
    who: supervisor,
    at: () => '/webhooks',
    opens: unfold('Add webhook'),
  },
  { name: 'person-menu', route: '_in/account', who: caseworker, at: () => '/account', opens: unfold('You: ') },
  { name: 'account', route: '_in/account', who: caseworker, at: () => '/account', pictured: true },
  { name: 'dashboard', route: '_in/dashboard.index', who: lead, at: () => '/dashboard', pictured: true },
  { name: 'dashboard-tables', route: '_in/dashboard.index', who: lead, at: () => '/dashboard?table=true' },
  {
    name: 'dashboard-definitions',
    route: '_in/dashboard.index',
    who: lead,
    at: () => '/dashboard',
    opens: unfold('What is counted'),
  },
  {
    name: 'dashboard-list',
    route: '_in/dashboard.list',
    who: lead,
    at: () => '/dashboard/list?number=late',
    pictured: true,
  },
  { name: 'statistics', route: '_in/statistics.index', who: lead, at: () => '/statistics' },
  { name: 'statistics-tables', route: '_in/statistics.index', who: lead, at: () => '/statistics?table=true' },
  { name: 'statistics-published', route: '_in/statistics.index', who: supervisor, at: () => '/statistics' },
  {
    name: 'snapshot',
    route: '_in/statistics.$id',
    who: lead,
    at: async (system) => `/statistics/${await frozen(system)}`,
  },
  {
    name: 'snapshot-withdraw',
    route: '_in/statistics.$id',
    who: lead,
    at: async (system) => `/statistics/${await frozen(system)}`,
    opens: unfold('Withdraw'),
  },
  { name: 'brief', route: '_in/brief', who: lead, at: () => '/brief' },
  {
    name: 'case-clock',
    route: '_in/cases.$id',
    who: caseworker,
    at: async (system) => `/cases/${await fullestCase(system)}?tab=plan`,
    opens: unfold('How is this calculated?'),
  },
  ...ruleLooks,
  {
    name: 'holidays',
    route: '_in/administration.holidays',
    who: administrator,
    at: () => '/administration/holidays',
    pictured: true,
  },
  {
    name: 'holiday-add',
    route: '_in/administration.holidays',
    who: administrator,
    at: () => '/administration/holidays',
    opens: unfold('Add a day off'),
  },
  {
    name: 'people',
    route: '_in/administration.people.index',
    who: administrator,
    at: () => '/administration/people',
    pictured: true,
  },
  {
    name: 'person',
    route: '_in/administration.people.$id',
    who: administrator,
    at: async (system) => `/administration/people/${await somebody(system)}`,
  },
  {
    name: 'form',
    route: '_in/administration.forms.$id',
    who: administrator,
    at: () => '/administration/forms/uk-first-responder?version=1',
  },
  {
    name: 'form-edit',
    route: '_in/administration.forms.$id',
    who: administrator,
    at: () => '/administration/forms/uk-first-responder?version=1',
    opens: async (page) => {
      await page.getByRole('tab', { name: 'Edit' }).click()
      await page.getByRole('button', { name: /^4\. / }).click()
      await page.getByLabel('New question').fill('Where was the person met?')
      await press('Add question')(page)
      await press('Add a condition')(page)
      await page.getByLabel('Kind of answer').waitFor()
    },
  },
  {
    name: 'alert',
    route: '_in/$records.$id',
    who: caseworker,
    at: async (system) =>
      `/alerts/${await aNotice(await system.elsewhere(administrator), await system.elsewhere(officer), await ours(system))}`,
  },
  { name: 'week', route: '_in/week', who: caseworker, at: () => '/week' },
  { name: 'approvals', route: '_in/approvals', who: administrator, at: () => '/approvals?box=asked' },
  { name: 'access-review', route: '_in/review', who: auditor, at: () => '/review' },
  { name: 'alerts', route: '_in/$records.index', who: caseworker, at: () => '/alerts' },
  { name: 'not-found', route: '_in/$', who: officer, at: () => '/no/such/page' },
]

const routesFolder = fileURLToPath(new URL('../../web/src/routes', import.meta.url))

/** Returns a look at every page at least once. A page without a look in this file is opened by an administrator. */
export const everyLook = (): Look[] => {
  const routes = readdirSync(routesFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && isPage(readFileSync(path.join(routesFolder, file), 'utf8')))
    .map((file) => file.replace('.tsx', '').replaceAll(path.sep, '/'))
  const looks = [...known, ...recordLooks(known)]
  const others = routes.filter((route) => !looks.some((look) => look.route === route)).map(atFirstSight)
  return [...looks.map((look) => (routes.includes(look.route) ? look : failing(look, 'its page is gone'))), ...others]
}

/** Returns a look that fails alone, so that the other looks are still checked. */
const failing = (look: Look, why: string): Look => ({
  ...look,
  at: () => {
    throw new Error(`${look.name}: ${why}`)
  },
})

/** Whether the route file is a page, rather than a layout with an `Outlet` or a redirect. */
const isPage = (text: string) => !text.includes('Outlet') && text.includes('component')

const atFirstSight = (route: string): Look => {
  const address = `/${route}`
    .replace('/_in', '')
    .replaceAll('.', '/')
    .replace(/\/index$/, '')
  const look = { name: address.slice(1).replaceAll('/', '-'), route, who: administrator, at: () => address }
  return address.includes('$') ? failing(look, `say in looks.ts who looks at ${address}, and at which`) : look
}
