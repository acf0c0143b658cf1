import { compiledReplies } from '@palermo/server/compiled-replies.ts'
import { pageOf } from '@palermo/shared/page.ts'
import { Referral, ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import { Draft, Matches } from '@palermo/shared/referrals/drafts.ts'
import { BulkReply } from '@palermo/shared/work-items/bulk.ts'
import { WorkItemCounts, WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { Week } from '@palermo/shared/work-items/week.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const contracts: Record<string, z.ZodType> = {
  Referral,
  'page of referrals': pageOf(ReferralSummary),
  Draft,
  Matches,
  WorkItemPage,
  WorkItemCounts,
  Week,
  BulkReply,
}

interface Shape {
  type?: string | string[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  anyOf?: Shape[]
  additionalProperties?: Shape | boolean
}

const writer = (schema: z.ZodType) => compiledReplies({ schema, method: 'GET', url: '/' })

describe.each(Object.entries(contracts))('a compiled %s', (_, schema) => {
  const shape = z.toJSONSchema(schema, { io: 'output', reused: 'inline', unrepresentable: 'any' }) as Shape

  test('holds all that the contract names, and nothing else that the value had', () => {
    const write = writer(schema)
    fc.assert(
      fc.property(anyOfShape(shape), (value) => {
        expect(JSON.parse(write(withSecrets(shape, value)))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 60 },
    )
  })

  test('does not leave without what the contract asks for', () => {
    const write = writer(schema)
    const [first] = shape.required ?? []
    const [value] = fc.sample(anyOfShape(shape), 1) as [Record<string, unknown>]
    expect(first).toBeDefined()
    delete value[first ?? '']
    expect(() => write(value)).toThrow('is required')
  })
})

test('a contract that could let a name through is refused before anything is written by it', () => {
  const either = z.object({ who: z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]) })
  expect(() => writer(either)).toThrow('a union of objects')
})

/** Generates any value of this shape; limits and formats are ignored, because the serializer ignores them too. */
const anyOfShape = (shape: Shape): fc.Arbitrary<unknown> => {
  const { type, properties = {}, required = [], items = {}, anyOf, additionalProperties } = shape
  if (anyOf) return fc.oneof(...anyOf.map(anyOfShape))
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => anyOfShape({ ...shape, type: one })))
  switch (type) {
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 12 })
    case 'integer':
      return fc.integer()
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(anyOfShape(items), { maxLength: 3 })
    default:
      return Object.keys(properties).length === 0 && typeof additionalProperties === 'object'
        ? fc.dictionary(fc.constantFrom('one', 'two', 'three'), anyOfShape(additionalProperties), { maxKeys: 3 })
        : fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, anyOfShape(one)])), {
            requiredKeys: required,
          })
  }
}

/** The same value with an additional field in each object that the contract does not name. */
const withSecrets = (shape: Shape, value: unknown): unknown => {
  const { properties, items = {}, anyOf, additionalProperties } = shape
  if (value === null || typeof value !== 'object') return value
  if (anyOf) return withSecrets(anyOf.find(({ type }) => type !== 'null') ?? {}, value)
  if (Array.isArray(value)) return value.map((one) => withSecrets(items, one))
  const inner = (name: string) =>
    properties?.[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : {})
  const whole = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withSecrets(inner(name), one)]))
  return properties ? { ...whole, 'a-secret': 'never leaves' } : whole
}
