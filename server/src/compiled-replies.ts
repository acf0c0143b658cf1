import compile, { type Schema } from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'

/** What `z.toJSONSchema` gives, as far as it is read here. */
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
 * Writes replies by a function made once out of their contract: a fourth of the time of reading the whole reply again. For
 * the routes that are asked for most. What the contract does not name never leaves and what it asks for must be there, as
 * with every other route; that each value is as the contract says is for the types and the tests.
 * @throws Error for a contract that this cannot keep, when the server starts
 */
export const compiledReplies: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  const shape = z.toJSONSchema(schema, { io: 'output', reused: 'inline', unrepresentable: 'any' }) as Shape
  return compile(written(shape) as Schema)
}

/** Only what decides which names leave: limits and formats were met when the value was made. */
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

/** `T | null` comes as a list of types or as a list of shapes. */
const branchesOf = (shape: Shape): Shape[] => {
  if (shape.anyOf) return shape.anyOf
  return Array.isArray(shape.type) ? shape.type.map((type) => ({ ...shape, type })) : [shape]
}

const writtenUnion = (branches: Shape[]): object => {
  const [only, ...others] = branches.filter(({ type }) => type !== 'null')
  if (only && others.length === 0) return { ...written(only), nullable: true }
  // A plain value names nothing, so it may be written as it comes.
  if (branches.every(isPlain)) return {}
  throw new Error('a union of objects cannot be written by a compiled reply')
}

const isPlain = (shape: Shape): boolean => {
  if (shape.anyOf) return shape.anyOf.every(isPlain)
  if (shape.type === undefined) return shape.enum !== undefined || shape.const !== undefined
  return shape.type === 'array' ? shape.items !== undefined && isPlain(shape.items) : shape.type !== 'object'
}
