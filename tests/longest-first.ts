import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/**
 * The beginnings of the paths of slow test files, in the order in which they start: first two that use much processor
 * time, beside them those that mostly wait for processes and limits, then the others by their duration on two
 * processors.
 */
const long = [
  'tests/browser/pages',
  'tests/browser/browser',
  'tests/workers/kill',
  'tests/deploy/site',
  'tests/deploy/restore',
  'tests/start/start',
  'tests/start/full-disk',
  'tests/deploy/offline',
  'tests/workers/alarms',
  'tests/browser/long-form',
  'tests/browser/offline',
  'tests/bad-input/fuzz',
  'tests/statistics/attack',
  'tests/documents/ordinary',
  'tests/documents/process',
  'tests/bad-input/size',
  'tests/workers/texts',
  'tests/workers/push-kill',
  'tests/snapshots/api',
  'tests/demo/telling',
  'tests/notices/webhooks',
  'tests/workers/backends',
  'tests/documents/inspection',
  'tests/documents/tricks',
  'tests/embedded/embedded',
  'tests/statistics/counting',
  'tests/suite/runner',
  'tests/documents/uploads',
  'tests/documents/drafts',
  'tests/documents/api',
  'tests/attacks/canary',
  'tests/documents/limits',
]

/** Starts slow test files first, because a slow file that starts last would run alone at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((start) => moduleId.includes(`/${start}`))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}
