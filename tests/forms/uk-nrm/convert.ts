import type { Condition } from '@palermo/shared/forms/conditions.ts'
import type { FieldKind, FormSource } from '@palermo/shared/forms/contract.ts'
import { whenReached } from './conditions.ts'
import { choices } from './fields.ts'
import { reachable, readNames, type SourceField, type SourceForm, type SourceStep } from './source.ts'
import { formWords, labels, optionLabels, steps as stepWords } from './steps.ts'

type Field = NonNullable<FormSource['steps'][number]['fields']>[number]

const id = 'uk-first-responder'
const key = (...parts: string[]) => ['forms', id, ...parts].join('.')
const slug = (path: string) => path.replace(/^\//, '')

/**
 * The file of each list of proper names. Towns and regions have no list, because the source published only how many
 * there are; users type them in.
 */
const nameLists: Record<string, string> = {
  'user-organisation': 'uk-first-responder-organisations',
  'local-authority-contacted-about-child-local-authority-name': 'uk-local-authorities',
  'reported-to-police-police-forces': 'uk-police-forces',
}

export interface Converted {
  form: FormSource
  words: Record<string, string>
}

/**
 * Converts the published form into the product's own vocabulary, with its texts.
 * @throws Error for a field without an entry in `choices` or without a label
 */
export const convert = (source: SourceForm): Converted => {
  const asked = reachable(source)
  const when = whenReached(asked)
  const byName = new Map(source.fields.map((field) => [field.name, field]))
  const words: Record<string, string> = {
    [key('title')]: formWords.title,
    [key('hint')]: formWords.hint,
    [key('ends', 'child')]: formWords.child,
  }
  const fieldNamed = (name: string): Field => {
    const field = byName.get(name)
    if (!field) throw new Error(`No field ${name}.`)
    return fieldFrom(field, words)
  }
  const steps = asked.map((step) => stepFrom(step, when.get(step.path), fieldNamed, words))
  const kept = new Set(asked.flatMap(({ fields }) => fields))
  const isKept = (path: string) => asked.some((step) => step.path === path)
  return {
    words,
    form: {
      id,
      version: 1,
      profiles: ['uk'],
      purpose: 'referral',
      titleKey: key('title'),
      hintKey: key('hint'),
      kind: 'service',
      source: {
        name: 'UK Home Office, modern-slavery (National Referral Mechanism and Duty to Notify)',
        address:
          'https://github.com/UKHomeOffice/modern-slavery/tree/54dfce7fd172e323ad45e17d9de9fe42f8c12317/apps/nrm',
        licence: 'MIT, Copyright (c) 2018',
      },
      retired: {
        steps: source.steps
          .filter(({ path, fields }) => !isKept(path) && fields.length > 0)
          .map(({ path }) => slug(path)),
        fields: source.fields.filter(({ name }) => !kept.has(name)).map(({ name }) => name),
      },
      steps,
    },
  }
}

const stepFrom = (
  step: SourceStep,
  when: Condition | undefined,
  fieldNamed: (name: string) => Field,
  words: Record<string, string>,
): FormSource['steps'][number] => {
  const name = slug(step.path)
  const own = stepWords[name]
  if (!own) throw new Error(`No title for ${name}.`)
  words[key('steps', name, 'title')] = own.title
  if (own.hint) words[key('steps', name, 'hint')] = own.hint
  const ends = endings[name]
  return {
    id: name,
    titleKey: key('steps', name, 'title'),
    ...(own.hint ? { hintKey: key('steps', name, 'hint') } : {}),
    ...(own.page ? { page: own.page } : {}),
    ...(when && !own.page ? { when } : {}),
    fields: step.fields.map(fieldNamed),
    ...(name === 'types-of-exploitation'
      ? { atLeastOne: step.fields.filter((one) => one.startsWith('types-of-')) }
      : {}),
    ...(ends ? { ends } : {}),
  }
}

const wants = (value: string): Condition => ({ op: 'equals', field: 'pv-want-to-submit-nrm', value })
const adult: Condition = { op: 'equals', field: 'pv-under-age', value: 'no' }
const helps: Condition = { op: 'equals', field: 'authorities-cooperation', value: 'yes' }

/**
 * Questions after which the report ends early: the last questions of the Duty to Notify. The first entry is our own,
 * because by law a child cannot be the subject of such a notice (Modern Slavery Act 2015, s. 52), although the source
 * allows it.
 */
const endings: Record<string, NonNullable<FormSource['steps'][number]['ends']>> = {
  'pv-want-to-submit-nrm': [
    {
      when: { op: 'all', of: [wants('no'), { op: 'not', of: adult }] },
      outcome: 'incomplete',
      hintKey: key('ends', 'child'),
    },
  ],
  'pv-nationality-dtn': [{ when: { op: 'all', of: [wants('no'), { op: 'not', of: helps }] }, outcome: 'notify' }],
  'pv-contact-details-dtn': [{ when: wants('no'), outcome: 'notify' }],
}

const fieldFrom = (field: SourceField, words: Record<string, string>): Field => {
  const { name, required, showWhen } = field
  const choice = choices[name]
  // The label without "(optional)", because the page marks optional fields itself.
  const label = labels[name] ?? field.label?.replace(/\s*\(optional\)$/i, '')
  if (!choice || !label) throw new Error(`Nobody has decided about ${name}.`)
  words[key('fields', name, 'label')] = label
  const kind = choice.kind ?? kindOf(field)
  const limits = limitsOf(field, kind)
  const alsoTakes = [
    ...(choice.later ? (['not-asked-now'] as const) : []),
    ...(choice.unsure ? (['not-sure'] as const) : []),
  ]
  return {
    id: name,
    kind,
    labelKey: key('fields', name, 'label'),
    ...optionsOf(field, kind, words),
    ...(required ? { required } : {}),
    ...(choice.story ? { story: true } : {}),
    ...(alsoTakes.length > 0 ? { alsoTakes } : {}),
    compartment: choice.compartment,
    ...(choice.mapsTo ? { mapsTo: choice.mapsTo } : {}),
    ...(choice.means ? { means: choice.means } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    ...(showWhen ? { when: shownWhen(showWhen) } : {}),
    ...(choice.asksAnewAfter ? { asksAnewAfter: [choice.asksAnewAfter] } : {}),
    ...oneMore(name),
  }
}

/** A field of a numbered series, such as the second of ten towns, is offered after the field before it. */
const oneMore = (name: string): Pick<Field, 'oneMoreAfter'> => {
  const [, series, number] = /^(.*-)(\d+)$/.exec(name) ?? []
  return series && Number(number) > 1 ? { oneMoreAfter: `${series}${Number(number) - 1}` } : {}
}

/**
 * Fields with several answers, so that a condition on them asks whether the answers contain a value. For other fields,
 * a ticked box is `true` in the source.
 */
const lists = ['pv-contact-details', 'someone-else']
const shownWhen = ({ field, value }: { field: string; value: string }): Condition =>
  lists.includes(field)
    ? { op: 'contains', field, values: [value] }
    : { op: 'equals', field, value: value === 'true' ? 'yes' : value }

const kindOf = ({ name, type, options, validators }: SourceField): FieldKind => {
  if (type === 'input-text') {
    if (validators.includes('email')) return 'email'
    if (validators.includes('internationalPhoneNumber')) return 'phone'
    return validators.includes('numeric') ? 'number' : 'text'
  }
  if (type === 'select') return nameLists[name] ? 'choice' : 'text'
  if (type === 'radio-group')
    return Array.isArray(options) && options.join() === 'yes,no,not-sure' ? 'yes-no-unsure' : 'choice'
  return (
    {
      textarea: 'long-text',
      checkbox: 'tick',
      'checkbox-group': 'choices',
      date: 'date',
      'input-file': 'tick',
    } as const
  )[type]
}

const means: Record<string, string> = { female: 'feminine', male: 'masculine', unknown: 'unspecified' }

const optionsOf = (
  { name, options }: SourceField,
  kind: FieldKind,
  words: Record<string, string>,
): Pick<Field, 'options'> => {
  if (kind !== 'choice' && kind !== 'choices') return {}
  const list = nameLists[name]
  if (list) return { options: { names: coded(readNames(list)) } }
  if (!Array.isArray(options)) throw new Error(`No options for ${name}.`)
  return {
    options: options.map((code) => {
      const labelKey = key('fields', name, 'options', code)
      words[labelKey] = optionLabels[code] ?? code
      const other = name === 'pv-gender' ? means[code] : undefined
      return { code, labelKey, ...(other ? { means: other } : {}) }
    }),
  }
}

/** A unique code for each name, made from the name; duplicates are removed. */
const coded = (names: string[]): { code: string; name: string }[] => {
  const taken = new Set<string>()
  return [...new Set(names)].map((name) => {
    const plain = name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 55)
      .replace(/-$/, '')
    let code = plain
    for (let n = 2; taken.has(code); n++) code = `${plain}-${n}`
    taken.add(code)
    return { code, name }
  })
}

const limitsOf = ({ validators }: SourceField, kind: FieldKind): NonNullable<Field['limits']> => {
  const length = validators.find((one) => one.startsWith('maxlength='))?.split('=')[1]
  const after = validators.find((one) => one.startsWith('after='))?.split('=')[1]
  return {
    ...(length && (kind === 'text' || kind === 'long-text') ? { maxLength: Number(length) } : {}),
    ...(kind === 'number' ? { min: 0, max: 99 } : {}),
    ...(validators.includes('notUrl') ? { pattern: 'no-web-address' as const } : {}),
    ...(validators.includes('before') ? { notFuture: true } : {}),
    ...(after ? { notBefore: after } : {}),
  }
}
