import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** By the start of their paths, longest first, as a run on two processors showed them. */
const long = [
  'tests/browser/browser',
  'tests/deploy/site',
  'tests/documents/inspection',
  'tests/accounts/links',
  'tests/workers/kill',
  'tests/workers/alarms',
  'tests/browser/',
  'tests/bad-input/fuzz',
]

/** A long file that begins last leaves every processor but its own with nothing to do. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((start) => moduleId.includes(`/${start}`))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}
