import { data, numbers } from './colours.ts'
import { array, dict, either, name, number, oneOf, type Shape, shared, text } from './shapes.ts'

const system = dict({ Registry: text, Ordering: text, Supplement: number })
/** The shape of a mapping of character codes to characters (ISO 32000-2, 9.7.5 and 9.10.3). */
const characters: Shape = either(
  name,
  data({
    Type: oneOf('CMap'),
    CMapName: name,
    CIDSystemInfo: system,
    WMode: number,
    UseCMap: (value, copying) => characters(value, copying),
  }),
)
const startsWith =
  (...heads: string[]) =>
  (bytes: Uint8Array) => {
    const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
    return heads.some((head) => start.startsWith(head))
  }
const lengths = { Length1: number, Length2: number, Length3: number }

const descriptor = shared(() =>
  dict({
    ...{ Type: oneOf('FontDescriptor'), FontName: name, FontFamily: text, FontStretch: name, FontWeight: number },
    ...{ Flags: number, FontBBox: numbers, ItalicAngle: number, Ascent: number, Descent: number, Leading: number },
    ...{ CapHeight: number, XHeight: number, StemV: number, StemH: number, AvgWidth: number, MaxWidth: number },
    ...{ MissingWidth: number, CharSet: text, CIDSet: data({}) },
    FontFile: data(lengths, startsWith('%!', '\x80\x01')),
    FontFile2: data(lengths, startsWith('\0\x01\0\0', 'true', 'ttcf', 'OTTO')),
    FontFile3: data(
      { ...lengths, Subtype: oneOf('Type1C', 'CIDFontType0C', 'OpenType') },
      startsWith('\x01\0', 'OTTO', '\0\x01\0\0', 'true'),
    ),
  }),
)
const encoding = either(
  name,
  dict({ Type: oneOf('Encoding'), BaseEncoding: name, Differences: array(either(number, name)) }),
  characters,
)

/**
 * The shapes by which a font that draws its own glyphs is copied: its drawing instructions and the resources of these
 * instructions.
 */
interface Drawn {
  glyphs: Shape
  resources: Shape
}

/** Returns the shape of a font with its program and tables (ISO 32000-2, 9.5 to 9.10). */
export const fontDrawnWith = ({ glyphs, resources }: Drawn): Shape => {
  const font: Shape = shared(() =>
    dict({
      Type: oneOf('Font'),
      Subtype: oneOf('Type0', 'Type1', 'MMType1', 'TrueType', 'Type3', 'CIDFontType0', 'CIDFontType2'),
      ...{ BaseFont: name, Name: name, FirstChar: number, LastChar: number, Widths: shared(() => numbers) },
      ...{ FontDescriptor: descriptor, Encoding: shared(() => encoding), ToUnicode: characters, CIDSystemInfo: system },
      ...{ DescendantFonts: array((value, copying) => font(value, copying)), DW: number, DW2: numbers },
      ...{ W: shared(() => array(either(number, numbers))), W2: shared(() => array(either(number, numbers))) },
      CIDToGIDMap: either(oneOf('Identity'), data({})),
      ...{ FontBBox: numbers, FontMatrix: numbers, CharProcs: glyphs, Resources: resources },
    }),
  )
  return font
}
