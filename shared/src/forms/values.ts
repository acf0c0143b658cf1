import { z } from 'zod'
import { freeText } from '../compartments.ts'
import { type Answer, type StandIn, standIns } from './answers.ts'
import { codesOf } from './check.ts'
import type { Field } from './contract.ts'
import { patterns } from './patterns.ts'

export type ValueFault =
  | 'wrong-type'
  | 'not-offered'
  | 'repeated'
  | 'stands-alone'
  | 'too-long'
  | 'forbidden-characters'
  | 'wrong-pattern'
  | 'not-a-date'
  | 'not-a-year'
  | 'not-a-phone'
  | 'not-an-email'
  | 'not-an-agency'
  | 'in-the-future'
  | 'too-early'
  | 'too-small'
  | 'too-large'

/** An error in a value. `at` is the index in a list of selected codes. */
export interface Fault {
  code: ValueFault
  at?: number
}

const lengths = { text: 200, 'long-text': 4000 } as const
const earliest = '1900-01-01'
// Matches digits with the usual separators and an optional country code. Letters are refused, so that a phone can dial
// the number with one tap.
const phone = /^\+?[0-9][0-9 ()./-]{3,24}$/

const email = z.email().max(254)
const isoDate = z.iso.date()
const uuid = z.uuid()

export const standsIn = (field: Field, answer: Answer): answer is StandIn =>
  standIns.some((one) => one === answer && ((one === 'not-asked-now' && field.story) || field.alsoTakes.includes(one)))

/** Returns all errors of an answer that is not blank. `today` is the date at the user's place, `YYYY-MM-DD`. */
export const faultsOf = (field: Field, answer: Answer, today: string): Fault[] => {
  if (standsIn(field, answer)) return []
  if (field.kind === 'choices') return faultsOfTicks(field, answer)
  if (field.kind === 'year' || field.kind === 'number') return faultsOfNumber(field, answer, today)
  if (typeof answer !== 'string') return [{ code: 'wrong-type' }]
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return faultsOfWords(field, answer, lengths[field.kind])
    case 'date':
      return faultsOfDate(field, answer, today)
    case 'phone':
      return phone.test(answer.trim()) ? [] : [{ code: 'not-a-phone' }]
    case 'email':
      return email.safeParse(answer.trim()).success ? [] : [{ code: 'not-an-email' }]
    case 'agency':
      return uuid.safeParse(answer).success ? [] : [{ code: 'not-an-agency' }]
    default:
      return codesOf(field)?.includes(answer) ? [] : [{ code: 'not-offered' }]
  }
}

const faultsOfTicks = (field: Field, answer: Answer): Fault[] => {
  if (!Array.isArray(answer)) return [{ code: 'wrong-type' }]
  const codes = codesOf(field) ?? []
  const faults = answer.flatMap((code, at): Fault[] => {
    if (!codes.includes(code)) return [{ code: 'not-offered', at }]
    return answer.indexOf(code) < at ? [{ code: 'repeated', at }] : []
  })
  const alone = answer.length > 1 && answer.some((code) => field.alone.includes(code))
  return alone ? [...faults, { code: 'stands-alone' }] : faults
}

const faultsOfNumber = ({ kind, limits }: Field, answer: Answer, today: string): Fault[] => {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) return [{ code: 'wrong-type' }]
  if (kind === 'year' && !(Number.isInteger(answer) && answer >= 0 && answer <= 9999)) return [{ code: 'not-a-year' }]
  const faults: Fault[] = []
  if (kind === 'year' && answer < Number((limits.notBefore ?? earliest).slice(0, 4))) faults.push({ code: 'too-early' })
  if (kind === 'year' && limits.notFuture && answer > Number(today.slice(0, 4))) faults.push({ code: 'in-the-future' })
  if (limits.min !== undefined && answer < limits.min) faults.push({ code: 'too-small' })
  if (limits.max !== undefined && answer > limits.max) faults.push({ code: 'too-large' })
  return faults
}

const faultsOfWords = ({ kind, limits }: Field, answer: string, usual: number): Fault[] => {
  const issues = freeText(limits.maxLength ?? usual).safeParse(answer).error?.issues ?? []
  const faults = issues.map(
    (issue): Fault => ({ code: issue.code === 'too_big' ? 'too-long' : 'forbidden-characters' }),
  )
  if (kind === 'text' && /[\r\n\t]/.test(answer)) faults.push({ code: 'forbidden-characters' })
  if (limits.pattern && !patterns[limits.pattern].test(answer)) faults.push({ code: 'wrong-pattern' })
  return faults
}

const faultsOfDate = ({ limits }: Field, answer: string, today: string): Fault[] => {
  if (!isoDate.safeParse(answer).success) return [{ code: 'not-a-date' }]
  // ISO dates can be compared as text.
  if (answer < (limits.notBefore ?? earliest)) return [{ code: 'too-early' }]
  return limits.notFuture && answer > today ? [{ code: 'in-the-future' }] : []
}
