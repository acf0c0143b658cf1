import type { Prefix } from './namespaces.ts'

/** The required root element of a part, and the namespaces that it may use. */
export interface Root {
  prefix: Prefix | ''
  local: string
  uses: readonly Prefix[]
}
