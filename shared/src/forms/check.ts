import { type CodeListName, codeLists } from '../codes/lists.ts'
import { fiveValues, standIns, threeValues, ticked } from './answers.ts'
import { type Condition, comparisons } from './conditions.ts'
import type { Field, FieldKind, Form } from './contract.ts'
import { neverTogether } from './exclusion.ts'
import { listedTargets, targetCompartments } from './targets.ts'

export interface FormFault {
  path: (string | number)[]
  code: FormFaultCode
}

export type FormFaultCode =
  | 'duplicate-step'
  | 'duplicate-field'
  | 'asked-differently'
  | 'empty-step'
  | 'page-with-fields'
  | 'retired-name'
  | 'unknown-field'
  | 'forward-reference'
  | 'loop'
  | 'unknown-value'
  | 'options-missing'
  | 'options-not-taken'
  | 'words-in-shell'
  | 'story-not-words'
  | 'wrong-compartment'
  | 'mapped-twice'
  | 'means-nothing'

/**
 * The kinds of fields whose answers are codes from a list. Only such answers may be stored in C0, which holds no free
 * text.
 */
export const codedKinds: readonly FieldKind[] = [
  'choice',
  'choices',
  'yes-no-unsure',
  'five-valued',
  'country',
  'nationality',
  'language',
  'agency',
  'tick',
]

/** Returns every code that a field offers, or undefined if any value of its kind is allowed. */
export const codesOf = (field: Field): readonly string[] | undefined => {
  if (field.kind === 'yes-no-unsure') return threeValues
  if (field.kind === 'five-valued') return fiveValues
  if (field.kind === 'tick') return ticked
  if (field.kind === 'country') return codeLists.countries
  if (field.kind === 'nationality') return codeLists.nationalities
  if (field.kind === 'language') return codeLists.languages
  if (!field.options) return undefined
  if (Array.isArray(field.options)) return field.options.map(({ code }) => code)
  return 'names' in field.options
    ? field.options.names.map(({ code }) => code)
    : codeLists[field.options.list as CodeListName]
}

/** Returns every field of the form once, in reading order, even if it appears on two steps. */
export const fieldsOf = (form: Form): Field[] => [
  ...new Map(form.steps.flatMap(({ fields }) => fields).map((field) => [field.id, field])).values(),
]

interface Place {
  step: Form['steps'][number]
  field: Field
  /** The position of the field in the reading order of the whole form. */
  at: number
  path: (string | number)[]
  dependsOn: string[]
}

const placesOf = (form: Form): Place[] => {
  const places = form.steps.flatMap((step, s) =>
    step.fields.map((field, f) => ({
      step,
      field,
      path: ['steps', s, 'fields', f],
      dependsOn: [step.when, field.when].flatMap((when) => (when ? comparisons(when).map(({ field: id }) => id) : [])),
    })),
  )
  return places.map((place, at) => ({ ...place, at }))
}

/** Returns all errors of a form with their paths. A form without errors can always be completed. */
export const checkForm = (form: Form): FormFault[] => {
  const places = placesOf(form)
  const byId = groupedById(places)
  const firsts = [...byId.values()].flatMap(([first]) => first ?? [])
  return [
    ...repeated(
      form.steps.map(({ id }, s) => ({ id, path: ['steps', s, 'id'] })),
      'duplicate-step',
    ),
    ...form.steps.flatMap((step, s) => faultsOfStep(step, ['steps', s])),
    ...[...byId.values()].flatMap(faultsOfTwins),
    ...repeated(
      firsts.flatMap(({ field: { mapsTo, means }, path }) =>
        mapsTo && means === undefined ? [{ id: mapsTo, path: [...path, 'mapsTo'] }] : [],
      ),
      'mapped-twice',
    ),
    ...retiredNames(form, places),
    ...places.flatMap(faultsOfField),
    ...places
      .filter(({ field }) => field.asksAnewAfter.some((id) => !byId.has(id)))
      .map(({ path }): FormFault => ({ path: [...path, 'asksAnewAfter'], code: 'unknown-field' })),
    ...places
      .filter(({ step, field }) => {
        const before = step.fields.findIndex(({ id }) => id === field.oneMoreAfter)
        return field.oneMoreAfter !== undefined && (before < 0 || before >= step.fields.indexOf(field))
      })
      .map(({ path }): FormFault => ({ path: [...path, 'oneMoreAfter'], code: 'forward-reference' })),
    ...conditionsOf(form).flatMap((one) => faultsOfCondition(one, byId)),
    ...places
      .filter((place) => reaches(place.field.id, place.field.id, byId))
      .map(({ path }): FormFault => ({ path, code: 'loop' })),
  ]
}

type ById = ReadonlyMap<string, Place[]>

const groupedById = (places: Place[]): ById => {
  const byId = new Map<string, Place[]>()
  for (const place of places) byId.set(place.field.id, [...(byId.get(place.field.id) ?? []), place])
  return byId
}

const faultsOfStep = (step: Form['steps'][number], path: (string | number)[]): FormFault[] => {
  const own = step.fields.map(({ id }) => id)
  if (own.length === 0 && !step.page) return [{ path: [...path, 'fields'], code: 'empty-step' }]
  if (own.length > 0 && step.page) return [{ path: [...path, 'page'], code: 'page-with-fields' }]
  return step.atLeastOne.every((id) => own.includes(id))
    ? []
    : [{ path: [...path, 'atLeastOne'], code: 'unknown-field' }]
}

/**
 * Returns the errors of questions that appear on two steps. The two steps must never be shown together, and the
 * question must be identical on both.
 */
const faultsOfTwins = (places: Place[]): FormFault[] =>
  places.flatMap((place, at): FormFault[] => {
    const before = places.slice(0, at)
    const path = [...place.path, 'id']
    if (before.some(({ step }) => step === place.step || !neverTogether(step.when, place.step.when)))
      return [{ path, code: 'duplicate-field' }]
    const same = before.every(({ field }) => JSON.stringify(field) === JSON.stringify(place.field))
    return same ? [] : [{ path, code: 'asked-differently' }]
  })

const retiredNames = ({ steps, retired }: Form, places: Place[]): FormFault[] => [
  ...steps.flatMap(({ id }, s): FormFault[] =>
    retired.steps.includes(id) ? [{ path: ['steps', s, 'id'], code: 'retired-name' }] : [],
  ),
  ...places.flatMap(({ field, path }): FormFault[] =>
    retired.fields.includes(field.id) ? [{ path: [...path, 'id'], code: 'retired-name' }] : [],
  ),
]

const repeated = (ids: { id: string; path: (string | number)[] }[], code: FormFaultCode): FormFault[] =>
  ids.filter(({ id }, at) => ids.findIndex((other) => other.id === id) < at).map(({ path }) => ({ path, code }))

const faultsOfField = ({ field, path }: Place): FormFault[] => {
  const faults: FormFault[] = []
  const addFault = (part: string, code: FormFaultCode) => faults.push({ path: [...path, part], code })
  const chosen = field.kind === 'choice' || field.kind === 'choices'
  if (chosen && !field.options) addFault('options', 'options-missing')
  if (!chosen && field.options) addFault('options', 'options-not-taken')
  if (field.compartment === 'C0' && (!codedKinds.includes(field.kind) || field.story))
    addFault('compartment', 'words-in-shell')
  if (field.story && field.kind !== 'text' && field.kind !== 'long-text') addFault('story', 'story-not-words')
  if (field.mapsTo && targetCompartments[field.mapsTo] !== field.compartment)
    addFault('compartment', 'wrong-compartment')
  if (!meansSomething(field)) addFault('means', 'means-nothing')
  const codes = codesOf(field) ?? []
  if (field.alone.some((code) => !codes.includes(code))) addFault('alone', 'unknown-value')
  return faults
}

/**
 * Whether `means` fits the column: a column that holds a list takes only tick boxes, each for one code of the list; no
 * other field has `means`.
 */
const meansSomething = ({ kind, mapsTo, means }: Field): boolean => {
  const list = mapsTo && listedTargets[mapsTo]
  if (!list) return means === undefined
  return kind === 'tick' && means !== undefined && list.includes(means)
}

interface Placed {
  condition: Condition
  path: (string | number)[]
  /** The condition may read only fields before this position in the reading order. */
  before: number
}

const conditionsOf = (form: Form): Placed[] => {
  let at = 0
  return form.steps.flatMap((step, s) => {
    const start = at
    const own: Placed[] = step.when ? [{ condition: step.when, path: ['steps', s, 'when'], before: start }] : []
    step.fields.forEach((field, f) => {
      if (field.when) own.push({ condition: field.when, path: ['steps', s, 'fields', f, 'when'], before: at })
      at += 1
    })
    step.ends.forEach(({ when }, e) => {
      own.push({ condition: when, path: ['steps', s, 'ends', e, 'when'], before: at })
    })
    return own
  })
}

const faultsOfCondition = ({ condition, path, before }: Placed, byId: ById): FormFault[] =>
  comparisons(condition).flatMap(({ field: id, values }): FormFault[] => {
    const places = byId.get(id) ?? []
    const [first] = places
    if (!first) return [{ path, code: 'unknown-field' }]
    if (!places.some(({ at }) => at < before)) return [{ path, code: 'forward-reference' }]
    const codes = codesOf(first.field)
    const taken: readonly string[] = [...(codes ?? []), ...standIns]
    // A comparison with a code that the field does not offer would never be true.
    return codes && values.some((value) => !taken.includes(String(value))) ? [{ path, code: 'unknown-value' }] : []
  })

/** Whether showing `from` depends, through any number of conditions, on the answer to `to`. */
const reaches = (from: string, to: string, byId: ById): boolean => {
  const dependsOn = (id: string) => (byId.get(id) ?? []).flatMap((place) => place.dependsOn)
  const seen = new Set<string>()
  const open = dependsOn(from)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...dependsOn(id))
  }
  return false
}
