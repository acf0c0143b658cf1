import type { Look } from '@palermo/shared/audit/contract.ts'

export interface LookGroup {
  /** The newest log entry of the group. */
  look: Look
  count: number
}

/**
 * The kind of a log entry, as the last part of its translation key: derived from the event, or else from the kind of
 * the record.
 */
export const whatFor = ({ kind, subjectKind }: Pick<Look, 'kind' | 'subjectKind'>) => {
  if (kind === 'access.ended') return 'ended'
  if (kind.endsWith('.printed')) return 'printed'
  if (kind.includes('timeline')) return 'history'
  if (/^(request|approval)s?\./.test(kind)) return 'request'
  if (/\.(acted|written|created|added|logged|struck|revised|made|ended|set|lift-asked|member-assigned)$/.test(kind))
    return 'acted'
  const known = (['case', 'referral', 'document', 'task'] as const).find((one) => one === subjectKind)
  return known ?? 'other'
}

/** Joins consecutive entries of one person about the same subject, because opening one page makes several requests. */
export const groupLooks = (looks: readonly Look[]): LookGroup[] => {
  const groups: LookGroup[] = []
  for (const look of looks) {
    const last = groups.at(-1)
    if (last && saysTheSame(last.look, look)) last.count += 1
    else groups.push({ look, count: 1 })
  }
  return groups
}

const saysTheSame = (one: Look, other: Look): boolean =>
  one.personName === other.personName &&
  one.function === other.function &&
  one.agency?.id === other.agency?.id &&
  one.refused === other.refused &&
  whatFor(one) === whatFor(other)
