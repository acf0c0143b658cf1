import type { AgencyLabel } from '@palermo/shared/agencies/contract.ts'
import { type Drill, drills } from '@palermo/shared/dashboards/definitions.ts'
import { namesOf } from '../agencies/names.ts'
import { useWho } from '../agencies/useWho.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, useTranslate } from '../messages.ts'

export type Drills = { [K in Drill]?: string | undefined }

/**
 * Returns a function that describes to which part of a figure a list is limited: the name and the value of each
 * restriction.
 */
export const useDrillWords = (
  agencies: readonly AgencyLabel[],
): ((by: Drills) => (readonly [name: string, value: string])[]) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const who = useWho()
  const nameOf = namesOf(agencies)
  const words: Record<Drill, (value: string) => string> = {
    sender: nameOf,
    receiver: nameOf,
    owes: nameOf,
    lead: nameOf,
    reason: (code) => label('decline-reasons', code),
    step: (step) => (hasWords(`dashboards.steps.${step}`) ? t(`dashboards.steps.${step}`) : stepWords(step, t)),
    status: (status) => (hasWords(`referrals.status.${status}`) ? t(`referrals.status.${status}`) : status),
    age: (age) => (hasWords(`dashboards.ages.${age}`) ? t(`dashboards.ages.${age}`) : age),
    person: (id) => who(id === 'nobody' ? null : id),
    week: (week) => week,
  }
  return (by) =>
    drills.flatMap((drill) => {
      const value = by[drill]
      return value ? [[t(`dashboards.drills.${drill}`), words[drill](value)] as const] : []
    })
}
