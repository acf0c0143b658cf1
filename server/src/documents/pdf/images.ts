import { type PDFDict, PDFName, PDFNumber, PDFRawStream, type PDFStream } from '@cantoo/pdf-lib'
import { withoutDetails } from '../picture-details.ts'
import { colourSpace, componentsOf, data, numbers, predictor } from './colours.ts'
import { layer } from './layers.ts'
import {
  boolean,
  type Copying,
  copiedDict,
  either,
  name,
  number,
  oneOf,
  resolved,
  type Shape,
  shared,
  stream,
} from './shapes.ts'
import { packStream, type Unpacked, unpackStream } from './streams.ts'

const itself: Shape = (value, copying) => image(value, copying)

const keys: Readonly<Record<string, Shape>> = {
  ...{ Type: oneOf('XObject'), Subtype: oneOf('Image'), Width: number, Height: number, ColorSpace: colourSpace },
  ...{ BitsPerComponent: number, Intent: name, ImageMask: boolean, Mask: either(itself, numbers), Decode: numbers },
  ...{ Interpolate: boolean, SMask: itself, SMaskInData: number, Matte: numbers, OC: layer },
}
const parameters: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  DCTDecode: { ColorTransform: number },
  JBIG2Decode: { JBIG2Globals: data({}) },
  CCITTFaxDecode: {
    ...{ K: number, EndOfLine: boolean, EncodedByteAlign: boolean, Columns: number, Rows: number, EndOfBlock: boolean },
    ...{ BlackIs1: boolean, DamagedRowsBeforeError: number },
  },
}

/** The shape of a picture (ISO 32000-2, 8.9), without metadata and without bytes after the end of the picture. */
export const image: Shape = shared(() => stream(written))

const written = (from: PDFStream, copying: Copying): PDFStream => {
  const facts = copiedDict(from.dict, keys, copying)
  const unpacked = unpackStream(from, copying.source)
  const { filter } = unpacked
  if (!filter) return packedPixels(from, facts, unpacked, copying)
  facts.set(PDFName.of('Filter'), PDFName.of(filter))
  const own = unpacked.parameters && copiedDict(unpacked.parameters, parameters[filter] ?? {}, copying)
  if (own) facts.set(PDFName.of('DecodeParms'), own)
  const bytes = withoutDetails(unpacked.bytes)
  if (bytes.length < unpacked.bytes.length) copying.changes.add('details-removed')
  return PDFRawStream.of(facts, bytes)
}

/** Writes exactly as many bytes as the pixels of the picture need, so that no data can hide after them. */
const packedPixels = (from: PDFStream, facts: PDFDict, unpacked: Unpacked, copying: Copying): PDFStream => {
  const at = (key: string) => {
    const value = resolved(from.dict.get(PDFName.of(key)), copying)
    return value instanceof PDFNumber ? value.asNumber() : undefined
  }
  const isMask = from.dict.has(PDFName.of('ImageMask'))
  const components = isMask ? 1 : componentsOf(from.dict.get(PDFName.of('ColorSpace')), copying)
  const bits = (components ?? 0) * (isMask ? 1 : (at('BitsPerComponent') ?? 8))
  const row = Math.ceil(((at('Width') ?? 0) * bits) / 8)
  const predicted = unpacked.parameters ? predictor(unpacked.parameters, copying) : undefined
  if (predicted) facts.set(PDFName.of('DecodeParms'), predicted)
  const isPng = predicted ? Number(predicted.get(PDFName.of('Predictor'))?.toString() ?? 1) >= 10 : false
  const size = (row + (isPng ? 1 : 0)) * (at('Height') ?? 0)
  return packStream(facts, bits > 0 && size > 0 ? unpacked.bytes.subarray(0, size) : unpacked.bytes)
}
