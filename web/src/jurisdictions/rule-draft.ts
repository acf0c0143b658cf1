import type { AppliedRule, Effect, escalationRoles, Limit, Rule } from '@palermo/shared/deadlines/profile.ts'
import type { z } from 'zod'

export type WarnBy = 'parts' | 'afterHours' | 'daysBefore'
export const warnings: readonly WarnBy[] = ['parts', 'afterHours', 'daysBefore']

export interface Rung {
  id: number
  /** Time of the reminder in percent of the limit; 100 is the due time. */
  at: string
  to: (typeof escalationRoles)[number]
}

/**
 * The values of a rule or variant as typed. Lists are numbers separated by commas; fractions of a limit are
 * percentages.
 */
export interface RuleDraft {
  value: string
  unit: Limit['unit']
  kind: Limit['kind']
  warnBy: WarnBy
  warnAt: string
  overdueAt: string
  ladder: readonly Rung[]
  expiresInto: 'lapse' | 'return' | ''
  expiresAt: string
  nature: Rule['nature']
  effect: z.infer<typeof Effect> | ''
  source: string
  mark: Rule['mark']
  verifiedOn: string
  most: string
  times: string
  pauseMost: string
}

const percent = (part: number) => String(Math.round(part * 1000) / 10)
const part = (typed: string) => Math.round(Number(typed) * 10) / 1000

export const draftOf = (appliedRule: AppliedRule): RuleDraft => ({
  value: String(appliedRule.limit.value),
  unit: appliedRule.limit.unit,
  kind: appliedRule.limit.kind,
  ...warningsOf(appliedRule.warnAt),
  overdueAt: appliedRule.overdueAt.map((offset) => offset.slice(1)).join(', '),
  ladder: appliedRule.escalate.map(({ at, to }, id) => ({ id, at: percent(at), to })),
  expiresInto: appliedRule.expires?.into ?? '',
  expiresAt: percent(appliedRule.expires?.at ?? 1),
  nature: appliedRule.nature,
  effect: appliedRule.effect ?? '',
  source: appliedRule.source,
  mark: appliedRule.mark,
  verifiedOn: appliedRule.verifiedOn ?? '',
  most: String(appliedRule.extension?.most.value ?? ''),
  times: String(appliedRule.extension?.times ?? ''),
  pauseMost: String(appliedRule.pause?.most.value ?? ''),
})

const warningsOf = (warnAt: AppliedRule['warnAt']): Pick<RuleDraft, 'warnBy' | 'warnAt'> => {
  if ('afterHours' in warnAt) return { warnBy: 'afterHours', warnAt: warnAt.afterHours.join(', ') }
  if ('daysBefore' in warnAt) return { warnBy: 'daysBefore', warnAt: warnAt.daysBefore.join(', ') }
  return { warnBy: 'parts', warnAt: warnAt.map(percent).join(', ') }
}

const listed = (typed: string) =>
  typed
    .split(/[,;\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

const warned = ({ warnBy, warnAt }: RuleDraft): AppliedRule['warnAt'] => {
  const numbers = listed(warnAt).map(Number)
  if (warnBy === 'afterHours') return { afterHours: numbers }
  if (warnBy === 'daysBefore') return { daysBefore: numbers }
  return listed(warnAt).map(part)
}

/**
 * Whether the limit can be missed and therefore has reminders; limits of the kinds 'notBefore' and 'period' have none.
 */
export const canBeLate = (kind: Limit['kind']) => kind === 'notAfter' || kind === 'recurring'
export const canVerify = (mark: Rule['mark']) => mark === 'V' || mark === 'V2'

/** Converts the typed values to the properties of a rule in a profile; the contract validates the result. */
export const saidIn = (draft: RuleDraft, appliedRule: AppliedRule): Partial<Omit<Rule, 'variants' | 'key'>> => ({
  limit: { value: Number(draft.value), unit: draft.unit, kind: draft.kind },
  warnAt: warned(draft),
  overdueAt: canBeLate(draft.kind) ? listed(draft.overdueAt).map((one) => `+${one.replace(/^\+/, '')}`) : [],
  escalate: canBeLate(draft.kind) ? draft.ladder.map(({ at, to }) => ({ at: part(at), to })) : [],
  expires:
    draft.expiresInto === '' || draft.kind === 'notBefore'
      ? null
      : { at: part(draft.expiresAt), into: draft.expiresInto },
  nature: draft.nature,
  effect: draft.effect === '' ? null : draft.effect,
  source: draft.source,
  mark: draft.mark,
  verifiedOn: canVerify(draft.mark) && draft.verifiedOn !== '' ? draft.verifiedOn : null,
  ...(appliedRule.variant === 0 ? allowances(draft, appliedRule) : {}),
})

/** Extensions and pauses are set for the rule as a whole, so that a variant cannot change them. */
const allowances = (draft: RuleDraft, { extension, pause }: AppliedRule) => ({
  ...(extension
    ? {
        extension: {
          ...extension,
          most: { ...extension.most, value: Number(draft.most) },
          times: Number(draft.times),
        },
      }
    : {}),
  ...(pause ? { pause: { ...pause, most: { ...pause.most, value: Number(draft.pauseMost) } } } : {}),
})
