import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../../web/src/', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.gen.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(new URL(file, root), 'utf8') }))

/**
 * Queries that load no list and whose missing data is not shown as "none", each with the reason. `shell/LoadState.tsx`
 * reports failures of these queries like those of all others.
 */
const lookups: Record<string, string> = {
  'agencies/ChooseAgency.tsx agency': 'the name and number of the agency that is chosen; "…" until it is known',
  'agencies/ChooseAgency.tsx tonight': 'only leaves out of the second list what stands in the first',
  'agencies/AgencyBox.tsx chosen': 'the name of the agency that is chosen',
  'agencies/useWho.ts data': 'the name of a colleague; "somebody there" until it is known',
  'records/FieldValue.tsx agency': 'the name of an agency; an em dash until it is known',
  'referrals/SendDraft.tsx agency': 'the name of the agency that it is sent to',
  'referrals/DraftSummary.tsx AgencyName': 'the name of an agency; "…" until it is known',
  'referrals/FromCasePage.tsx data': 'every error is thrown to the page, which says what failed',
  'referrals/FromCaseRoute.tsx data': 'the short form, which comes with the page',
  'referrals/GoneForm.tsx next': 'the newest version of a form; until it is known nothing can be pressed',
  'referrals/NewReferralPage.tsx data': 'every error is thrown to the page, which says what failed',
  'referrals/NewReferralPage.tsx kept': 'asks this device alone, no server',
  'search/useFinding.ts': 'is handed on whole to the finder, which says so',
  'handovers/queries.ts data': 'whether an offer is open; the server refuses a second one',
  'absences/queries.ts data': 'whom one stands in for; a note above the queue',
  'contacts/LogContact.tsx log': 'the rules beside the form; the card behind it says that they could not be loaded',
  'dashboards/DashboardFilters.tsx data': 'the name of an agency that is chosen as a filter',
  'dashboards/NarrowedBy.tsx numbers': 'the names of the filters above a list',
  'filters/words.ts': 'the names of agencies in saved filters',
  'forms/kept.ts data': 'the number of the next version; unknown is told apart by `isKnown`',
  'people/OpenWorkNote.tsx work': 'says by itself that it could not be counted',
  'people/PeoplePage.tsx directory': 'the options of a filter, beside those of the list itself',
  'session/SignInPage.tsx health': 'whether this is a demonstration',
  'accounts/ChoosePasswordPage.tsx link': 'shows its own error',
  'work-items/WorkPage.tsx counts': 'numbers on tabs, which stay away until they are known',
  'notices/DevicesCard.tsx here': 'asks this browser alone, no server',
  'notices/TonightBanner.tsx data': 'an alert over the page, read again every minute',
  'notices/useUnread.ts useUnread': 'is counted by the live stream alone',
}

interface Read {
  at: string
  /** The variable that holds the query in its file. */
  name: string
  text: string
}

const call =
  /(?:const (\{[^}]*\}|\w+) = |return |=> |export const (\w+) = [^\n]*=>\s*)?\b(?:useQuery|useInfiniteQuery|useQueries)(?:<[^>]*>)?\(/g

/** The text from an opening bracket to its closing bracket. */
const bracketed = (text: string, from: number): string => {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0 && at > from) return text.slice(from, at + 1)
  }
  return text.slice(from)
}

const readsOf = ({ file, text }: (typeof sources)[number]): Read[] =>
  [...text.matchAll(call)].map((found) => {
    const name = (found[1] ?? found[2] ?? '').replace(/^\{ ?data: (\w+).*$/s, '$1').replace(/^\{ ?data.*$/s, 'data')
    return {
      at: `${file} ${name}`.trim(),
      name,
      text: bracketed(text, text.indexOf('(', found.index + found[0].length - 1)),
    }
  })

const isTold = (source: string, { name, text }: Read) =>
  text.includes('throwOnError: orTrouble') || new RegExp(`\\bof=\\{[^}]*\\b${name}\\b[^}]*\\}`).test(source)

/** Texts of this kind about a single record that is loaded as a whole, and not about a list. */
const facts = [
  'agencies/useWho.ts agencies.nobody-yet',
  'briefs/BriefPage.tsx briefs.nothing',
  'briefs/BriefPage.tsx statistics.none-yet',
  'case-pages/ClientsPage.tsx cases.nothing-due',
  'groups/CompanionsNote.tsx groups.companions-none',
  'jurisdictions/JurisdictionPage.tsx jurisdictions.moved-none',
  'people/AgenciesPage.tsx people.takes-none',
  'people/OpenWorkNote.tsx people.work.nobody-left',
  'people/OpenWorkNote.tsx people.work.none',
  'referrals/GoneForm.tsx forms.gone.none',
]

/** A text that says that there is nothing, recognised by the end of its key. */
const saysNothing = /\bt\(\s*(?:[^()]*\?\s*)?[`'"]([\w.-]*(?:none|empty|nothing|nobody)(?:-[\w-]*)?)[`'"]/g

describe('a list that is not loaded never looks like an empty one', () => {
  test('every query that a page makes says when it could not be loaded', () => {
    const reads = sources.flatMap((source) => readsOf(source).map((read) => ({ read, source: source.text })))
    expect(reads.length).toBeGreaterThan(60)
    const silent = reads.filter(({ read, source }) => !isTold(source, read)).map(({ read }) => read.at)
    expect([...new Set(silent)].sort()).toEqual(Object.keys(lookups).sort())
  })

  test('a sentence that says "there is nothing" stands in an EmptyState, which asks the query first', () => {
    const outside = sources
      .filter(({ text }) => /\buse(?:Infinite)?Query\(/.test(text))
      .flatMap(({ file, text }) => {
        const without = text.replaceAll(/<EmptyState\b[\s\S]*?\/>/g, '')
        return [...without.matchAll(saysNothing)].map(([, key]) => `${file} ${key}`)
      })
    expect(outside.sort()).toEqual(facts)
  })
})
