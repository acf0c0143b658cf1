import { memoryOf, scriptOf } from './processes.ts'
import { type System, signIn } from './system.ts'

export interface Memory {
  /** MiB. */
  total: number
  parts: { name: string; mebibytes: number }[]
}

const requests = 200
/** What is not ours: the starter, the shell it starts us by, and the database. */
const others = /^(npm|sh|dash|bash|postgres)/

/** What the running system stands for in memory once it has worked a little. */
export const measureMemory = async (root: string, system: System): Promise<Memory> => {
  const caseworker = await signIn(system.address, 'caseworker@ngo.demo')
  for (let i = 0; i < requests / 2; i++) {
    await caseworker.call('GET', '/work-items?side=owes')
    await caseworker.call('GET', '/work-items/counts')
  }
  const parts = system
    .processes()
    .filter(({ name }) => !others.test(name))
    .flatMap((process) => {
      const kibibytes = memoryOf(process.pid)
      return kibibytes === undefined ? [] : [{ name: scriptOf(process, root), mebibytes: kibibytes / 1024 }]
    })
  return { total: parts.reduce((sum, { mebibytes }) => sum + mebibytes, 0), parts }
}
