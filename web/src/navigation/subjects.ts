import { linkOptions, type RegisteredRouter } from '@tanstack/react-router'
import { recordPages } from './record-pages.gen.ts'

/** The record that a work item or notification is about, and the case of that record. */
export interface Subject {
  subjectKind: string
  subjectId: string
  caseId?: string | null
}

type PathOfOne = Exclude<Extract<keyof RegisteredRouter['routesByPath'], `${string}/$id`>, '/$records/$id'>

/**
 * Declares the page that shows a record of one type, for a type whose pages are not derived from its declaration. A
 * capability exports `subject: SubjectPage` from its own `subject.ts`.
 */
export interface SubjectPage {
  kind: string
  to: PathOfOne
}

const found = import.meta.glob<SubjectPage>('../*/subject.ts', { eager: true, import: 'subject' })
const pages = new Map(Object.values(found).map(({ kind, to }) => [kind, to]))

const derived = new Map<string, string>(Object.entries(recordPages).map(([kind, { plural }]) => [kind, plural]))

/** Returns the link to the derived page of a record; `records` is the folder of the record's type. */
export const recordLink = (records: string, id: string, search: { act?: string } = {}) =>
  linkOptions({ to: '/$records/$id', params: { records, id }, search })

/**
 * Returns the link to the page on which a record is shown, with the form of the action `act` open. A record without a
 * page of its own is shown on the page of its case or, without a case, in the work list.
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

/** Whether the work list itself shows the record, because neither the record nor its case has a page. */
export const isShownInWork = (subject: Subject): boolean => subjectLink(subject).to === '/work'

/** Whether the receiver accepts or declines a record of this kind: a referral or a handover. */
export const isAnswered = ({ subjectKind }: Subject): boolean =>
  subjectKind === 'referral' || subjectKind === 'handover'
