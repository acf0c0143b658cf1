/** The part of the font library that places marks on letters (OpenType, GPOS) and that needs a correction. */
interface Positions {
  getAnchor(anchor: unknown): unknown
  applyLookup(type: number, table: unknown): boolean
}
export interface Layout {
  _layoutEngine: { engine: { GPOSProcessor?: Positions | null } | null }
}

const nowhere = Symbol('no anchor')

/**
 * Corrects the font library, which throws at the first name in Gurmukhi or Malayalam: it reads a missing anchor as if
 * it existed. A font may state that a letter has no anchor for a class of marks (OpenType, GPOS: a NULL anchor offset);
 * the rule must then be skipped.
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
