import { linkOptions, type RegisteredRouter } from '@tanstack/react-router'
import type { PagePath, WithoutSlash } from './navigation.ts'
import { recordPages } from './record-pages.gen.ts'

/** The record that a work item or notification is about, and the case of that record. */
export interface Subject {
  subjectKind: string
  subjectId: string
  caseId?: string | null
}

type PathOfOne = Exclude<
  Extract<WithoutSlash<keyof RegisteredRouter['routesByPath']>, `${string}/$id`>,
  '/$records/$id'
>

/**
 * Declares the page that shows a record of one type, for a type whose pages are not derived from its declaration. A
 * capability exports `subject: SubjectPage` from its own `subject.ts`.
 */
export type SubjectPage = { kind: string } & (
  | {
      to: PathOfOne
      /** A receiver accepts or declines the record. */
      isAnswered?: true
    }
  /** A page without a parameter that shows all records of the kind. */
  | { among: PagePath }
)

const found = import.meta.glob<SubjectPage>('../*/subject.ts', { eager: true, import: 'subject' })
const pages = new Map(Object.values(found).map((page) => [page.kind, page]))

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
  const page = pages.get(subjectKind)
  if (page !== undefined)
    return 'to' in page ? linkOptions({ to: page.to, params: { id }, search }) : linkOptions({ to: page.among })
  const records = derived.get(subjectKind)
  if (records !== undefined) return recordLink(records, id, search)
  return caseId
    ? linkOptions({ to: '/cases/$id', params: { id: caseId }, search })
    : linkOptions({ to: '/work', search: { at: id } })
}

/** Whether the work list itself shows the record, because neither the record nor its case has a page. */
export const isShownInWork = (subject: Subject): boolean => subjectLink(subject).to === '/work'

/** Whether a receiver accepts or declines a record of this kind. */
export const isAnswered = ({ subjectKind }: Subject): boolean => {
  const page = pages.get(subjectKind)
  return page !== undefined && 'isAnswered' in page
}
