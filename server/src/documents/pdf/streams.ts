import { constants, deflateSync, inflateSync } from 'node:zlib'
import {
  decodePDFRawStream,
  type PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFStream,
} from '@cantoo/pdf-lib'
import { Refused } from '../verdict.ts'

/**
 * The unpacked data of a stream, with the encoding that remains: a picture format, or the predictor of the last filter.
 */
export interface Unpacked {
  bytes: Uint8Array
  filter?: PictureFilter
  parameters?: PDFDict
}
const pictureFilters = ['DCTDecode', 'JPXDecode', 'JBIG2Decode', 'CCITTFaxDecode'] as const
export type PictureFilter = (typeof pictureFilters)[number]

/** Maximum size in bytes of one unpacked stream. */
const largestStream = 200 * 1024 * 1024

const longNames: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  RL: 'RunLengthDecode',
  CCF: 'CCITTFaxDecode',
  DCT: 'DCTDecode',
}

/** Removes the filters of a stream one after the other (ISO 32000-2, 7.4). @throws Refused */
export const unpackStream = (stream: PDFStream, context: PDFContext): Unpacked => {
  const filters = listAt(stream.dict, 'Filter', context).map((one) => {
    const name = one instanceof PDFName ? one.decodeText() : ''
    return longNames[name] ?? name
  })
  if (filters.length > 8) throw new Refused('too-much-inside')
  const parameters = listAt(stream.dict, 'DecodeParms', context)
  let bytes = contentsOf(stream)
  for (const [at, filter] of filters.entries()) {
    const own = parameters[at]
    const described = own instanceof PDFDict ? { parameters: own } : {}
    const isLast = at === filters.length - 1
    if (isPictureFilter(filter) && isLast) return { bytes, filter, ...described }
    const predicted = numberAt(own, 'Predictor', context) > 1
    if (predicted && !isLast) throw new Refused('cannot-rebuild')
    bytes = unpacked(bytes, filter, own, context)
    if (predicted) return { bytes, ...described }
  }
  return { bytes }
}

const isPictureFilter = (name: string): name is PictureFilter => (pictureFilters as readonly string[]).includes(name)

const contentsOf = (stream: PDFStream): Uint8Array =>
  stream instanceof PDFRawStream ? stream.contents : stream.getContents()

const listAt = (dict: PDFDict, key: string, context: PDFContext): (PDFObject | undefined)[] => {
  const value = context.lookup(dict.get(PDFName.of(key)))
  if (value === undefined) return []
  return 'asArray' in value ? (value as PDFArray).asArray().map((one) => context.lookup(one)) : [value]
}

const numberAt = (dict: PDFObject | undefined, key: string, context: PDFContext): number => {
  const value = dict instanceof PDFDict ? context.lookup(dict.get(PDFName.of(key))) : undefined
  return value instanceof PDFNumber ? value.asNumber() : 0
}

const unpacked = (bytes: Uint8Array, filter: string, own: PDFObject | undefined, context: PDFContext): Uint8Array => {
  if (filter === 'FlateDecode') return inflated(bytes)
  if (!['LZWDecode', 'ASCII85Decode', 'ASCIIHexDecode', 'RunLengthDecode'].includes(filter))
    throw new Refused('cannot-rebuild')
  const dict = context.obj({ Filter: filter })
  const early = own instanceof PDFDict ? own.get(PDFName.of('EarlyChange')) : undefined
  if (early) dict.set(PDFName.of('DecodeParms'), context.obj({ EarlyChange: early }))
  try {
    return decodePDFRawStream(PDFRawStream.of(dict, bytes)).decode()
  } catch (cause) {
    throw new Refused('broken', { cause })
  }
}

const inflated = (bytes: Uint8Array): Uint8Array => {
  try {
    // A missing end of the data is accepted: files that lack the last bytes of the checksum are common, and programs
    // show them.
    return inflateSync(bytes, { maxOutputLength: largestStream, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (cause) {
    const tooLarge =
      cause instanceof RangeError ||
      (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
    throw new Refused(tooLarge ? 'too-much-inside' : 'broken', { cause })
  }
}

/** Writes a stream and compresses its data. */
export const packStream = (dict: PDFDict, bytes: Uint8Array): PDFRawStream => {
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'))
  return PDFRawStream.of(dict, deflateSync(bytes, { level: 6 }))
}
