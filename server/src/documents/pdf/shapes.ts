import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import type { FileChange } from '@palermo/shared/documents/files.ts'
import { Refused } from '../verdict.ts'

/** The state while objects are copied from the uploaded file into the new one. */
export interface Copying {
  source: PDFContext
  target: PDFContext
  changes: Set<FileChange>
  /** The objects that were already copied, by shape and reference, so that circular references end. */
  copied: Map<Shape, Map<string, PDFRef | undefined>>
  /** The number of objects copied so far (`count`), and the present nesting depth (`depth`). */
  count: number
  depth: number
}

/**
 * Copies a value if its content is allowed in its place.
 * @returns the rewritten object, or undefined if the content is not allowed
 */
export type Shape = (value: PDFObject | undefined, copying: Copying) => PDFObject | undefined

const mostObjects = 3_000_000
const deepest = 400

const counted = (copying: Copying) => {
  copying.count += 1
  if (copying.count > mostObjects) throw new Refused('too-much-inside')
}

export const resolved = (value: PDFObject | undefined, { source }: Copying): PDFObject | undefined =>
  value instanceof PDFRef ? source.lookup(value) : value

export const number: Shape = (value, copying) => {
  const one = resolved(value, copying)
  counted(copying)
  return one instanceof PDFNumber ? PDFNumber.of(one.asNumber()) : undefined
}
export const boolean: Shape = (value, copying) => {
  const one = resolved(value, copying)
  return one instanceof PDFBool ? one : undefined
}
export const name: Shape = (value, copying) => {
  const one = resolved(value, copying)
  counted(copying)
  return one instanceof PDFName ? PDFName.of(one.decodeText()) : undefined
}
export const oneOf =
  (...names: string[]): Shape =>
  (value, copying) => {
    const one = resolved(value, copying)
    return one instanceof PDFName && names.includes(one.decodeText()) ? PDFName.of(one.decodeText()) : undefined
  }
export const text: Shape = (value, copying) => {
  const one = resolved(value, copying)
  return one instanceof PDFString || one instanceof PDFHexString ? one.clone() : undefined
}

export const either =
  (...shapes: Shape[]): Shape =>
  (value, copying) => {
    for (const shape of shapes) {
      const copy = shape(value, copying)
      if (copy !== undefined) return copy
    }
    return undefined
  }

export const array =
  (shape: Shape): Shape =>
  (value, copying) => {
    const list = resolved(value, copying)
    if (!(list instanceof PDFArray)) return undefined
    const copy = PDFArray.withContext(copying.target)
    inside(copying, () => {
      for (const one of list.asArray()) {
        const item = shape(one, copying)
        if (item !== undefined) copy.push(item)
      }
    })
    return copy
  }

/**
 * The shape of an array with a shape for each position. With `more`, the last shape applies to all further positions.
 */
export const tuple =
  (...shapes: readonly (Shape | undefined)[]): Shape =>
  (value, copying) => {
    const list = resolved(value, copying)
    if (!(list instanceof PDFArray)) return undefined
    const copy = PDFArray.withContext(copying.target)
    const whole = inside(copying, () =>
      shapes.every((shape, at) => {
        const item = shape?.(list.get(at), copying)
        if (item !== undefined) copy.push(item)
        return item !== undefined || shape === undefined
      }),
    )
    return whole ? copy : undefined
  }

/** The shape of a dictionary of which only these keys are copied, each by its shape. */
export const dict =
  (keys: Readonly<Record<string, Shape>>): Shape =>
  (value, copying) => {
    const one = resolved(value, copying)
    return one instanceof PDFDict ? copiedDict(one, keys, copying) : undefined
  }

export const copiedDict = (from: PDFDict, keys: Readonly<Record<string, Shape>>, copying: Copying): PDFDict => {
  const copy = copying.target.obj({})
  inside(copying, () => {
    for (const [key, shape] of Object.entries(keys)) {
      const found = from.get(PDFName.of(key))
      const item = found === undefined ? undefined : shape(found, copying)
      if (item !== undefined) copy.set(PDFName.of(key), item)
    }
  })
  return copy
}

/** The shape of a dictionary with any keys, whose values all have the same shape. */
export const map =
  (shape: Shape): Shape =>
  (value, copying) => {
    const one = resolved(value, copying)
    if (!(one instanceof PDFDict)) return undefined
    const copy = copying.target.obj({})
    inside(copying, () => {
      for (const [key, found] of one.entries()) {
        const item = shape(found, copying)
        if (item !== undefined) copy.set(PDFName.of(key.decodeText()), item)
      }
    })
    return copy
  }

/**
 * The shape of a stream. Must be used within `shared`, because a stream is always an indirect object and `shared` gives
 * it an object number.
 */
export const stream =
  (write: (from: PDFStream, copying: Copying) => PDFStream | undefined): Shape =>
  (value, copying) => {
    const one = resolved(value, copying)
    return one instanceof PDFStream ? inside(copying, () => write(one, copying)) : undefined
  }

/** The shape of an object that is copied only once, even if several references lead to it. */
export const shared = (shape: () => Shape): Shape => {
  let made: Shape | undefined
  const own: Shape = (value, copying) => {
    made ??= shape()
    if (!(value instanceof PDFRef)) return made(value, copying)
    const known = copying.copied.get(own) ?? new Map<string, PDFRef | undefined>()
    copying.copied.set(own, known)
    if (known.has(value.tag)) return known.get(value.tag)
    const ref = copying.target.nextRef()
    known.set(value.tag, ref)
    const copy = made(value, copying)
    if (copy && !(copy instanceof PDFRef)) copying.target.assign(ref, copy)
    const kept = copy instanceof PDFRef ? copy : copy && ref
    known.set(value.tag, kept)
    return kept
  }
  return own
}

const inside = <T>(copying: Copying, work: () => T): T => {
  counted(copying)
  copying.depth += 1
  if (copying.depth > deepest) throw new Refused('too-much-inside')
  try {
    return work()
  } finally {
    copying.depth -= 1
  }
}
