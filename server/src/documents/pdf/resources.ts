import { PDFName, type PDFStream } from '@cantoo/pdf-lib'
import { Refused } from '../verdict.ts'
import { colourSpace, functionShape, numbers, resolvedName } from './colours.ts'
import { rewriteContent } from './content.ts'
import { fontDrawnWith } from './fonts.ts'
import { image } from './images.ts'
import { layer } from './layers.ts'
import {
  array,
  boolean,
  type Copying,
  copiedDict,
  dict,
  either,
  map,
  name,
  number,
  oneOf,
  resolved,
  type Shape,
  shared,
  stream,
  tuple,
} from './shapes.ts'
import { packStream, unpackStream } from './streams.ts'

/**
 * The shape of drawing instructions with the resources that they use: of a form, a pattern or a glyph (ISO 32000-2,
 * 8.10).
 */
const drawn =
  (keys: () => Readonly<Record<string, Shape>>) =>
  (from: PDFStream, copying: Copying): PDFStream => {
    const { bytes, filter, parameters } = unpackStream(from, copying.source)
    if (filter || parameters) throw new Refused('cannot-rebuild')
    return packStream(copiedDict(from.dict, keys(), copying), rewriteContent(bytes))
  }

export const group = dict({ Type: oneOf('Group'), S: oneOf('Transparency'), CS: colourSpace, I: boolean, K: boolean })

export const form: Shape = shared(() =>
  stream(
    drawn(() => ({
      Type: oneOf('XObject'),
      Subtype: oneOf('Form'),
      FormType: number,
      BBox: numbers,
      Matrix: numbers,
      Resources: resources,
      Group: group,
      OC: layer,
    })),
  ),
)

const font = fontDrawnWith({
  glyphs: map(shared(() => stream(drawn(() => ({}))))),
  resources: (value, copying) => resources(value, copying),
})

const xObject: Shape = (value, copying) => {
  const one = resolved(value, copying)
  const kind =
    one && 'dict' in one ? resolvedName((one as PDFStream).dict.get(PDFName.of('Subtype')), copying) : undefined
  return kind === 'Image' ? image(value, copying) : kind === 'Form' ? form(value, copying) : undefined
}

const meshed = {
  BitsPerCoordinate: number,
  BitsPerComponent: number,
  BitsPerFlag: number,
  Decode: numbers,
  VerticesPerRow: number,
}
const shadingKeys = {
  ShadingType: number,
  ColorSpace: colourSpace,
  Background: numbers,
  BBox: numbers,
  AntiAlias: boolean,
  Domain: numbers,
  Matrix: numbers,
  Function: either(functionShape, array(functionShape)),
  Coords: numbers,
  Extend: array(boolean),
}
const shading: Shape = shared(() =>
  either(
    stream((from, copying) => {
      const { bytes, filter, parameters } = unpackStream(from, copying.source)
      if (filter || parameters) throw new Refused('cannot-rebuild')
      return packStream(copiedDict(from.dict, { ...shadingKeys, ...meshed }, copying), bytes)
    }),
    dict(shadingKeys),
  ),
)

const pattern: Shape = shared(() =>
  either(
    stream(
      drawn(() => ({
        Type: oneOf('Pattern'),
        PatternType: number,
        PaintType: number,
        TilingType: number,
        BBox: numbers,
        XStep: number,
        YStep: number,
        Resources: resources,
        Matrix: numbers,
      })),
    ),
    dict({ Type: oneOf('Pattern'), PatternType: number, Shading: shading, Matrix: numbers, ExtGState: graphicsState }),
  ),
)

const softMask = either(
  oneOf('None'),
  dict({
    Type: oneOf('Mask'),
    S: oneOf('Alpha', 'Luminosity'),
    G: form,
    BC: numbers,
    TR: either(oneOf('Identity'), functionShape),
  }),
)

const graphicsState: Shape = shared(() =>
  dict({
    ...{
      Type: oneOf('ExtGState'),
      LW: number,
      LC: number,
      LJ: number,
      ML: number,
      D: tuple(numbers, number),
      RI: name,
    },
    ...{ OP: boolean, op: boolean, OPM: number, Font: tuple(font, number), FL: number, SM: number, SA: boolean },
    ...{ BM: either(name, array(name)), SMask: softMask, CA: number, ca: number, AIS: boolean, TK: boolean },
  }),
)

export const resources: Shape = shared(() =>
  dict({
    ExtGState: map(graphicsState),
    ColorSpace: map(colourSpace),
    Pattern: map(pattern),
    Shading: map(shading),
    XObject: map(xObject),
    Font: map(font),
    ProcSet: array(name),
    Properties: map(layer),
  }),
)
