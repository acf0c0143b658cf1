import fc from 'fast-check'
import { z } from 'zod'

/** The parts of a JSON schema made by `z.toJSONSchema` that are read here. */
interface Shape {
  type?: string
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  maxLength?: number
  minimum?: number
  maximum?: number
  additionalProperties?: Shape | boolean
}

/**
 * Strings that often cause faults: control characters, unpaired surrogates, right-to-left marks, quotes, SQL
 * statements.
 */
export const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e\u2066',
    '\r\nSet-Cookie: a=b',
    `'; drop table app.people; --`,
    '{{7*7}}',
    '../../../etc/passwd',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999Z',
    '-infinity',
    'null',
    'ß'.repeat(500),
    '🧑‍🤝‍🧑'.repeat(50),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const anything = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, -1, 0, 1.5, 2 ** 31, 2 ** 53, Number.MAX_VALUE, [], {}, [[]], { $ne: null }),
  fc.jsonValue({ maxDepth: 2 }),
)

/**
 * Generates bodies that mostly fulfil a contract, so that they pass its checks, and now and then break it in one place.
 * `ids` are ids of existing records.
 */
export const near = (schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> =>
  of(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, ids)

const of = (shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 24, arbitrary: meant(shape, ids) }, { weight: 1, arbitrary: anything })

const meant = (shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> => {
  const choices = shape.anyOf ?? shape.oneOf ?? shape.allOf
  if (choices) return fc.oneof(...choices.map((choice) => of(choice, ids)))
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  switch (shape.type) {
    case 'string':
      return text(shape, ids)
    case 'integer':
      return fc.oneof(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: shape.minimum ?? -5, max: shape.maximum ?? 500 }),
      )
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(of(shape.items ?? {}, ids), { maxLength: 4 })
    case 'object':
      return object(shape, ids)
    default:
      return anything
  }
}

const text = ({ format, maxLength }: Shape, ids: readonly string[]): fc.Arbitrary<unknown> => {
  switch (format) {
    case 'uuid':
      return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() })
    case 'date-time':
      return fc.oneof(
        fc
          .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString()),
        fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z'),
      )
    case 'date':
      return fc.constantFrom('2026-01-01', '0000-01-01', '9999-12-31', '2026-02-29', '1900-01-01')
    case 'email':
      return fc.constantFrom('somebody@example.test', 'some.body+tag@example.test', 'a@b.c')
    default:
      return fc.oneof(
        {
          weight: 6,
          arbitrary: fc.constantFrom(
            'yes',
            'no',
            'Some words.',
            'intake-short',
            'soon',
            '1',
            '+639171234567',
            'Asia/Manila',
          ),
        },
        { weight: 1, arbitrary: fc.constant('x'.repeat((maxLength ?? 100) + 1)) },
        { weight: 2, arbitrary: hostileText },
      )
  }
}

/** Fields for which only a few values pass the checks. */
const usual: Record<string, fc.Arbitrary<unknown>> = {
  formId: fc.constant('intake-short'),
  formVersion: fc.constant(1),
  version: fc.integer({ min: 1, max: 3 }),
}
const named = (name: string, shape: Shape, ids: readonly string[]) => {
  const known = usual[name]
  return known ? fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: of(shape, ids) }) : of(shape, ids)
}

const object = ({ properties = {}, required = [], additionalProperties }: Shape, ids: readonly string[]) => {
  const names = Object.keys(properties)
  const optional = names.filter((name) => !required.includes(name))
  const fields = (chosen: readonly string[]) =>
    fc.record(Object.fromEntries(chosen.map((name) => [name, named(name, properties[name] ?? {}, ids)])))
  // At most three optional fields at once, because a body with many random fields would never be valid.
  const known = fc
    .shuffledSubarray(optional, { maxLength: Math.min(3, optional.length) })
    .chain((chosen) => fields([...names.filter((name) => required.includes(name)), ...chosen]))
  const open = typeof additionalProperties === 'object' ? additionalProperties : undefined
  const extra = open
    ? fc.dictionary(fc.constantFrom('known-as', 'what-happened', 'urgency', 'needs', 'x', '__proto__'), of(open, ids), {
        maxKeys: 3,
      })
    : fc.oneof(
        { weight: 20, arbitrary: fc.constant({}) },
        {
          weight: 1,
          arbitrary: fc.dictionary(fc.constantFrom('extra', 'constructor', 'toString', 'role', 'agencyId'), anything, {
            minKeys: 1,
          }),
        },
      )
  return fc.tuple(known, extra).map(([one, two]) => ({ ...one, ...two }))
}
