import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** By the start of their paths, longest first, as a run on two processors showed them. */
const long = [
  'tests/browser/browser',
  'tests/browser/',
  'tests/documents/inspection',
  'tests/deploy/site',
  'tests/deploy/offline',
  'tests/bad-input/fuzz',
  'tests/embedded/embedded',
  'tests/workers/kill',
  'tests/workers/alarms',
  'tests/workers/backends',
  'tests/documents/process',
  'tests/workers/texts',
  'tests/deploy/restore',
  'tests/workers/push-kill',
  'tests/start/start',
  'tests/notices/webhooks',
  'tests/demo/telling',
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
