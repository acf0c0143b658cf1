import compile, { type Schema } from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'

/** The parts of the output of `z.toJSONSchema` that this file reads. */
interface Shape {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  anyOf?: Shape[]
  additionalProperties?: Shape | boolean
}

/**
 * Compiles a serializer from the contract of a reply, for the most used routes, because parsing the whole reply with
 * the contract takes four times as long. Unknown fields are dropped and missing fields are an error, as on every other
 * route; only the compiler and the tests ensure that each value has the declared type.
 * @throws Error at the start of the server for a contract that cannot be compiled
 */
export const compiledReplies: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  const shape = z.toJSONSchema(schema, { io: 'output', reused: 'inline', unrepresentable: 'any' }) as Shape
  return compile(written(shape) as Schema)
}

/**
 * Reduces a schema to the parts that decide which fields are sent. Limits and formats are left out, because they were
 * checked when the value was created.
 */
const written = (shape: Shape): object => {
  const { type, properties, required, items, additionalProperties } = shape
  const branches = branchesOf(shape)
  if (branches.length > 1) return writtenUnion(branches)
  if (type === 'array' && items) return { type, items: written(items) }
  if (type === 'object' && properties) {
    const inner = Object.entries(properties).map(([name, one]) => [name, written(one)])
    return { type, properties: Object.fromEntries(inner), required: required ?? [] }
  }
  if (type === 'object' && typeof additionalProperties === 'object') {
    return { type, additionalProperties: written(additionalProperties) }
  }
  if (isPlain(shape)) return type === undefined ? {} : { type }
  throw new Error('a value of no known shape cannot be written by a compiled reply')
}

/** Returns the alternatives of a schema: `T | null` is written as a list of types or as a list of schemas. */
const branchesOf = (shape: Shape): Shape[] => {
  if (shape.anyOf) return shape.anyOf
  return Array.isArray(shape.type) ? shape.type.map((type) => ({ ...shape, type })) : [shape]
}

const writtenUnion = (branches: Shape[]): object => {
  const [only, ...others] = branches.filter(({ type }) => type !== 'null')
  if (only && others.length === 0) return { ...written(only), nullable: true }
  // A plain value has no fields, so it is written unchanged.
  if (branches.every(isPlain)) return {}
  throw new Error('a union of objects cannot be written by a compiled reply')
}

const isPlain = (shape: Shape): boolean => {
  if (shape.anyOf) return shape.anyOf.every(isPlain)
  if (shape.type === undefined) return shape.enum !== undefined || shape.const !== undefined
  return shape.type === 'array' ? shape.items !== undefined && isPlain(shape.items) : shape.type !== 'object'
}
