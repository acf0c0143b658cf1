import { setTimeout as pause } from 'node:timers/promises'
import { memoryOf, scriptOf } from './processes.ts'
import { type System, signIn } from './system.ts'

export interface Memory {
  /** MiB after the system has answered its first requests. */
  total: number
  parts: { name: string; mebibytes: number }[]
  /** The maximum in MiB during the following `watched` seconds, in which the first weekly statistics are computed. */
  highest: number
}

const requests = 200
/** Seconds for which memory is watched after the first requests. */
export const watched = 90
/** Processes that are not Palermo's own code: npm, the shell that npm starts, and PostgreSQL. */
const others = /^(npm|sh|dash|bash|postgres)/

/** Measures the memory of the running system after a number of requests. */
export const measureMemory = async (root: string, system: System): Promise<Memory> => {
  const caseworker = await signIn(system.address, 'caseworker@ngo.demo')
  for (let i = 0; i < requests / 2; i++) {
    await caseworker.call('GET', '/work-items?side=owes')
    await caseworker.call('GET', '/work-items/counts')
  }
  const parts = partsOf(root, system)
  const total = sumOf(parts)
  let highest = total
  for (let waited = 0; waited < watched; waited++) {
    await pause(1_000)
    highest = Math.max(highest, sumOf(partsOf(root, system)))
  }
  return { total, parts, highest }
}

const sumOf = (parts: Memory['parts']) => parts.reduce((sum, { mebibytes }) => sum + mebibytes, 0)

const partsOf = (root: string, system: System): Memory['parts'] =>
  system
    .processes()
    .filter(({ name }) => !others.test(name))
    .flatMap((process) => {
      const kibibytes = memoryOf(process.pid)
      return kibibytes === undefined ? [] : [{ name: scriptOf(process, root), mebibytes: kibibytes / 1024 }]
    })
