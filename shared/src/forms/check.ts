import { type CodeListName, codeLists } from '../codes/lists.ts'
import { fiveValues, standIns, threeValues } from './answers.ts'
import { type Condition, comparisons } from './conditions.ts'
import type { Field, FieldKind, Form } from './contract.ts'
import { targetCompartments } from './targets.ts'

export interface FormFault {
  path: (string | number)[]
  code: FormFaultCode
}

export type FormFaultCode =
  | 'duplicate-step'
  | 'duplicate-field'
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

/** Kinds whose answers are codes from a list; only these may stand in C0, which holds no words. */
export const codedKinds: readonly FieldKind[] = [
  'choice',
  'choices',
  'yes-no-unsure',
  'five-valued',
  'country',
  'nationality',
  'language',
  'agency',
]

/** Every code that a field offers, or undefined where anything of its kind goes. */
export const codesOf = (field: Field): readonly string[] | undefined => {
  if (field.kind === 'yes-no-unsure') return threeValues
  if (field.kind === 'five-valued') return fiveValues
  if (field.kind === 'country') return codeLists.countries
  if (field.kind === 'nationality') return codeLists.nationalities
  if (field.kind === 'language') return codeLists.languages
  if (!field.options) return undefined
  return Array.isArray(field.options)
    ? field.options.map((option) => option.code)
    : codeLists[field.options.list as CodeListName]
}

interface Place {
  field: Field
  /** Position in reading order over the whole form. */
  at: number
  path: (string | number)[]
  dependsOn: string[]
}

const placesOf = (form: Form): Place[] => {
  const places = form.steps.flatMap((step, s) =>
    step.fields.map((field, f) => ({
      field,
      path: ['steps', s, 'fields', f],
      dependsOn: [step.when, field.when].flatMap((when) => (when ? comparisons(when).map(({ field: id }) => id) : [])),
    })),
  )
  return places.map((place, at) => ({ ...place, at }))
}

/** All that is wrong with a form, with a path into it; nothing found means that any walk through it ends. */
export const checkForm = (form: Form): FormFault[] => {
  const places = placesOf(form)
  const byId = new Map(places.map((place) => [place.field.id, place]))
  return [
    ...repeated(
      form.steps.map(({ id }, s) => ({ id, path: ['steps', s, 'id'] })),
      'duplicate-step',
    ),
    ...repeated(
      places.map(({ field, path }) => ({ id: field.id, path: [...path, 'id'] })),
      'duplicate-field',
    ),
    ...repeated(
      places.flatMap(({ field, path }) => (field.mapsTo ? [{ id: field.mapsTo, path: [...path, 'mapsTo'] }] : [])),
      'mapped-twice',
    ),
    ...places.flatMap(faultsOfField),
    ...conditionsOf(form).flatMap((one) => faultsOfCondition(one, byId)),
    ...places
      .filter((place) => reaches(place.field.id, place.field.id, byId))
      .map(({ path }): FormFault => ({ path, code: 'loop' })),
  ]
}

const repeated = (ids: { id: string; path: (string | number)[] }[], code: FormFaultCode): FormFault[] =>
  ids.filter(({ id }, at) => ids.findIndex((other) => other.id === id) < at).map(({ path }) => ({ path, code }))

const faultsOfField = ({ field, path }: Place): FormFault[] => {
  const faults: FormFault[] = []
  const say = (part: string, code: FormFaultCode) => faults.push({ path: [...path, part], code })
  const chosen = field.kind === 'choice' || field.kind === 'choices'
  if (chosen && !field.options) say('options', 'options-missing')
  if (!chosen && field.options) say('options', 'options-not-taken')
  if (field.compartment === 'C0' && (!codedKinds.includes(field.kind) || field.story))
    say('compartment', 'words-in-shell')
  if (field.story && field.kind !== 'text' && field.kind !== 'long-text') say('story', 'story-not-words')
  if (field.mapsTo && targetCompartments[field.mapsTo] !== field.compartment) say('compartment', 'wrong-compartment')
  const codes = codesOf(field) ?? []
  if (field.alone.some((code) => !codes.includes(code))) say('alone', 'unknown-value')
  return faults
}

interface Placed {
  condition: Condition
  path: (string | number)[]
  /** The condition may read only fields whose position is lower. */
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

const faultsOfCondition = ({ condition, path, before }: Placed, byId: Map<string, Place>): FormFault[] =>
  comparisons(condition).flatMap(({ field: id, values }): FormFault[] => {
    const place = byId.get(id)
    if (!place) return [{ path, code: 'unknown-field' }]
    if (place.at >= before) return [{ path, code: 'forward-reference' }]
    const codes = codesOf(place.field)
    const taken: readonly string[] = [...(codes ?? []), ...standIns]
    // A comparison with a code nobody can choose is a branch that nobody can ever take.
    return codes && values.some((value) => !taken.includes(String(value))) ? [{ path, code: 'unknown-value' }] : []
  })

/** Whether showing `from` hangs, over any number of conditions, on the answer to `to`. */
const reaches = (from: string, to: string, byId: Map<string, Place>): boolean => {
  const seen = new Set<string>()
  const open = [...(byId.get(from)?.dependsOn ?? [])]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(byId.get(id)?.dependsOn ?? []))
  }
  return false
}
