import type { Answer } from '@palermo/shared/forms/answers.ts'
import { type Condition, comparisons, holds } from '@palermo/shared/forms/conditions.ts'
import type { SourceStep } from './source.ts'

const is = (field: string, value: string): Condition => ({ op: 'equals', field, value })
const not = (of: Condition): Condition => (of.op === 'not' ? of.of : { op: 'not', of })

/**
 * Conditions that the source states as program code, translated into the form's own vocabulary. `automatic-referral` is
 * set in the source when the person is or may be under 18; a file to add means a ticked box.
 */
const programs: Record<string, Condition> = {
  "req => req.sessionModel.get('where-exploitation-happened') === 'uk-and-overseas'": is(
    'where-exploitation-happened',
    'uk-and-overseas',
  ),
  "req => { return req.sessionModel.get('pv-want-to-submit-nrm') === 'yes' && req.sessionModel.get('automatic-referral'); }":
    {
      op: 'all',
      of: [is('pv-want-to-submit-nrm', 'yes'), { op: 'one-of', field: 'pv-under-age', values: ['yes', 'not-sure'] }],
    },
  "req => req.sessionModel.get('pv-want-to-submit-nrm') === 'no'": is('pv-want-to-submit-nrm', 'no'),
  "req => req.sessionModel.get('pv-under-age') !== 'no'": not(is('pv-under-age', 'no')),
  "req => req.sessionModel.get('who-contact') === 'someone-else'": is('who-contact', 'someone-else'),
  "req => req.sessionModel.get('files') && req.sessionModel.get('files').length > 0": {
    op: 'answered',
    field: 'upload-file',
  },
}

/**
 * The condition of a fork in the form's own vocabulary.
 * @throws Error for program code that is not translated above
 */
export const conditionOf = (condition: SourceStep['forks'][number]['condition']): Condition => {
  if (typeof condition !== 'string') return is(condition.field, condition.value)
  const known = programs[condition]
  if (!known) throw new Error(`A fork that is not in the vocabulary: ${condition}`)
  return known
}

/**
 * Alternative ways to a step; each is a list of conditions that must all hold. No way means never, and a way without
 * conditions means always.
 */
type Ways = Condition[][]

/**
 * The shortest condition under which each step is reached, computed from the forks of earlier steps; undefined means
 * always.
 */
export const whenReached = (steps: readonly SourceStep[]): Map<string, Condition | undefined> => {
  const ways = new Map<string, Ways>(steps.map(({ path }, at) => [path, at === 0 ? [[]] : []]))
  for (const { path, next, forks } of steps) {
    const here = shortest(ways.get(path) ?? [])
    ways.set(path, here)
    const lead = (to: string | null, more: Condition[]) => {
      const there = to === null ? undefined : ways.get(to)
      if (there && to !== null) ways.set(to, [...there, ...here.map((way) => [...way, ...more])])
    }
    const passed: Condition[] = []
    for (const fork of forks) {
      const condition = conditionOf(fork.condition)
      lead(fork.target, [...passed, ...(condition.op === 'all' ? condition.of : [condition])])
      passed.push(not(condition))
    }
    lead(next, passed)
  }
  return new Map([...ways].map(([path, found]) => [path, asCondition(found)]))
}

const asCondition = (ways: Ways): Condition | undefined => {
  if (ways.some((way) => way.length === 0)) return undefined
  const each = ways.map((way): Condition => (way.length === 1 && way[0] ? way[0] : { op: 'all', of: way }))
  return each.length === 1 ? each[0] : { op: 'any', of: each }
}

/** Removes conditions and whole ways as long as the same answers still lead to the step. */
const shortest = (ways: Ways): Ways => {
  let now = ways
  for (;;) {
    const shorter = candidates(now).find((one) => sameAs(one, ways))
    if (!shorter) return now
    now = shorter
  }
}

const candidates = (ways: Ways): Ways[] => [
  ...ways.map((_, at) => ways.toSpliced(at, 1)),
  ...ways.flatMap((way, at) => way.map((_, part) => ways.with(at, way.toSpliced(part, 1)))),
]

const sameAs = (one: Ways, other: Ways): boolean => {
  const asked = [one, other].flatMap((ways) => ways.flat().flatMap(comparisons))
  const fields = [...new Set(asked.map(({ field }) => field))]
  const values = fields.map((field) => [
    undefined,
    'something else',
    ...new Set(asked.filter((each) => each.field === field).flatMap((each) => each.values)),
  ])
  return everyChoice(values).every((chosen) => {
    const read = (field: string): Answer | undefined => chosen[fields.indexOf(field)]
    const met = (ways: Ways) => ways.some((way) => way.every((part) => holds(part, read)))
    return met(one) === met(other)
  })
}

const everyChoice = <T>(values: T[][]): T[][] =>
  values.reduce<T[][]>((all, more) => all.flatMap((begun) => more.map((one) => [...begun, one])), [[]])
