import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib'
import { Refused } from '../verdict.ts'
import {
  array,
  type Copying,
  copiedDict,
  dict,
  either,
  name,
  number,
  oneOf,
  resolved,
  type Shape,
  shared,
  stream,
  text,
  tuple,
} from './shapes.ts'
import { packStream, unpackStream } from './streams.ts'

export const numbers = array(number)

export const resolvedName = (value: PDFObject | undefined, copying: Copying): string | undefined => {
  const one = resolved(value, copying)
  return one instanceof PDFName ? one.decodeText() : undefined
}

/**
 * Returns the shape of a data stream whose dictionary has these keys. The data is compressed again; the predictor of
 * its last filter stays.
 */
export const data = (keys: Readonly<Record<string, Shape>>, accept?: (bytes: Uint8Array) => boolean): Shape =>
  shared(() =>
    stream((from, copying) => {
      const { bytes, filter, parameters } = unpackStream(from, copying.source)
      if (filter) throw new Refused('cannot-rebuild')
      if (accept && !accept(bytes)) return undefined
      const facts = copiedDict(from.dict, keys, copying)
      if (parameters) facts.set(PDFName.of('DecodeParms'), predictor(parameters, copying))
      return packStream(facts, bytes)
    }),
  )

export const predictor = (parameters: PDFDict, copying: Copying): PDFDict =>
  copiedDict(parameters, { Predictor: number, Colors: number, BitsPerComponent: number, Columns: number }, copying)

const common = { FunctionType: number, Domain: numbers, Range: numbers }
const calculation = new Set(
  `abs add atan ceiling cos cvi cvr div exp floor idiv ln log mod mul neg round sin sqrt sub truncate and bitshift eq false ge gt le lt ne
  not or true xor if ifelse copy dup exch index pop roll`.split(/\s+/),
)
/**
 * Whether a calculator function (ISO 32000-2, 7.10.5) contains only numbers, braces and the operators of that section.
 */
const calculates = (bytes: Uint8Array): boolean =>
  bytes.length < 65_536 &&
  Buffer.from(bytes)
    .toString('latin1')
    .split(/[\s{}\0]+/)
    .every((word) => word === '' || calculation.has(word) || /^[-+.\d]{1,30}$/.test(word))

/** The shape of a function (ISO 32000-2, 7.10); a stitching function refers to further functions. */
export const functionShape: Shape = shared(() => (value, copying) => {
  const one = resolved(value, copying)
  const facts = one instanceof PDFDict ? one : one && 'dict' in one ? (one as { dict: PDFDict }).dict : undefined
  const kind = facts && resolved(facts.get(PDFName.of('FunctionType')), copying)
  const shape = kind instanceof PDFNumber ? functionKinds[kind.asNumber()] : undefined
  return shape?.(value, copying)
})
const functionKinds: Readonly<Record<number, Shape>> = {
  0: data({ ...common, Size: numbers, BitsPerSample: number, Order: number, Encode: numbers, Decode: numbers }),
  2: dict({ ...common, C0: numbers, C1: numbers, N: number }),
  3: dict({
    ...common,
    Functions: array((value, copying) => functionShape(value, copying)),
    Bounds: numbers,
    Encode: numbers,
  }),
  4: data(common, calculates),
}

const white = dict({
  WhitePoint: numbers,
  BlackPoint: numbers,
  Gamma: either(number, numbers),
  Matrix: numbers,
  Range: numbers,
})
const itself: Shape = (value, copying) => colourSpace(value, copying)
const profile = data({ N: number, Alternate: itself, Range: numbers })

const families: Readonly<Record<string, Shape>> = {
  CalGray: tuple(name, white),
  CalRGB: tuple(name, white),
  Lab: tuple(name, white),
  ICCBased: tuple(name, profile),
  Indexed: tuple(name, itself, number, either(text, data({}))),
  I: tuple(name, itself, number, either(text, data({}))),
  Separation: tuple(name, name, itself, functionShape),
  DeviceN: tuple(name, array(name), itself, functionShape),
}
const device = oneOf('DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'Pattern', 'G', 'RGB', 'CMYK')

/** The shape of a colour space, given by name or with parameters (ISO 32000-2, 8.6). */
export const colourSpace: Shape = shared(() => (value, copying) => {
  const one = resolved(value, copying)
  if (!(one instanceof PDFArray)) return device(value, copying)
  const family = resolvedName(one.get(0), copying) ?? ''
  if (family === 'Pattern') return one.size() > 1 ? tuple(name, itself)(value, copying) : tuple(name)(value, copying)
  return families[family]?.(value, copying) ?? (one.size() === 1 ? device(one.get(0), copying) : undefined)
})

/** Returns the number of colour values of each pixel; undefined if the file does not state the number. */
export const componentsOf = (value: PDFObject | undefined, copying: Copying): number | undefined => {
  const one = resolved(value, copying)
  const list = one instanceof PDFArray ? one : undefined
  const family = list ? resolvedName(list.get(0), copying) : resolvedName(one, copying)
  const second = list && list.size() > 1 ? resolved(list.get(1), copying) : undefined
  if (family === 'DeviceN' && second instanceof PDFArray) return second.size()
  if (family === 'ICCBased' && second && 'dict' in second) {
    const count = resolved((second as { dict: PDFDict }).dict.get(PDFName.of('N')), copying)
    return count instanceof PDFNumber ? count.asNumber() : undefined
  }
  return components[family ?? '']
}
const components: Readonly<Record<string, number>> = {
  ...{ DeviceGray: 1, CalGray: 1, G: 1, Indexed: 1, I: 1, Separation: 1, DeviceRGB: 3, CalRGB: 3, RGB: 3, Lab: 3 },
  ...{ DeviceCMYK: 4, CMYK: 4 },
}
