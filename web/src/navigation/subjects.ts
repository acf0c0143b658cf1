import { linkOptions, type RegisteredRouter } from '@tanstack/react-router'
import { recordPages } from './record-pages.gen.ts'

/** The subject of a work item or notification. */
export interface Subject {
  subjectKind: string
  subjectId: string
  caseId?: string | null
}

type PathOfOne = Exclude<Extract<keyof RegisteredRouter['routesByPath'], `${string}/$id`>, '/$records/$id'>

/**
 * The page of one record of a type, if it is not derived. A capability exports `subject: SubjectPage` from its own
 * `subject.ts`.
 */
export interface SubjectPage {
  kind: string
  to: PathOfOne
}

const found = import.meta.glob<SubjectPage>('../*/subject.ts', { eager: true, import: 'subject' })
const pages = new Map(Object.values(found).map(({ kind, to }) => [kind, to]))

const derived = new Map<string, string>(Object.entries(recordPages).map(([kind, { plural }]) => [kind, plural]))

/** The derived page of a record, by the folder of its type. */
export const recordLink = (records: string, id: string, search: { act?: string } = {}) =>
  linkOptions({ to: '/$records/$id', params: { records, id }, search })

/**
 * The page of a record, with the form of `act` open. A record without a page of its own is shown on its case's page.
 */
export const subjectLink = ({ subjectKind, subjectId: id, caseId }: Subject, act?: string) => {
  const search = act === undefined ? {} : { act }
  const to = pages.get(subjectKind)
  if (to !== undefined) return linkOptions({ to, params: { id }, search })
  const records = derived.get(subjectKind)
  if (records !== undefined) return recordLink(records, id, search)
  if (subjectKind === 'absence' || subjectKind === 'account') return linkOptions({ to: '/account' })
  if (subjectKind === 'approval') return linkOptions({ to: '/approvals' })
  if (subjectKind === 'agency') return linkOptions({ to: '/directory/$id', params: { id } })
  return caseId
    ? linkOptions({ to: '/cases/$id', params: { id: caseId }, search })
    : linkOptions({ to: '/work', search: { at: id } })
}

/** Whether the record has no page, neither its own nor that of its case, so that the work list itself shows it. */
export const isShownInWork = (subject: Subject): boolean => subjectLink(subject).to === '/work'

/** Whether a receiver accepts or declines such a record. */
export const isAnswered = ({ subjectKind }: Subject): boolean =>
  subjectKind === 'referral' || subjectKind === 'handover'
