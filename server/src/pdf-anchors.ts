/** The part of the font library that puts marks onto letters (OpenType, GPOS), as far as it is mended here. */
interface Positions {
  getAnchor(anchor: unknown): unknown
  applyLookup(type: number, table: unknown): boolean
}
export interface Layout {
  _layoutEngine: { engine: { GPOSProcessor?: Positions | null } | null }
}

const nowhere = Symbol('no anchor')

/**
 * A font may say of a letter that a kind of mark has no place on it (OpenType, GPOS: a NULL anchor offset); the rule is then
 * passed over. The library reads on and throws, at the first name in Gurmukhi or Malayalam.
 */
export const passOverMissingAnchors = ({ _layoutEngine: { engine } }: Layout): void => {
  const positions = engine?.GPOSProcessor
  if (!positions) return
  const getAnchor = positions.getAnchor.bind(positions)
  const applyLookup = positions.applyLookup.bind(positions)
  positions.getAnchor = (anchor) => {
    if (anchor === null) throw nowhere
    return getAnchor(anchor)
  }
  positions.applyLookup = (type, table) => {
    try {
      return applyLookup(type, table)
    } catch (error) {
      if (error === nowhere) return false
      throw error
    }
  }
}
