import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Program, programText, type Solve } from '@palermo/shared/statistics/program.ts'

/** Maximum seconds for one program. */
const longest = 20

/** Solves one program at a time. `close` gives back the memory of the solver. */
export interface Solver {
  solve: Solve
  close(): Promise<void>
}

/**
 * Solves programs with HiGHS. As a linear program first, because its solutions are nearly always integers; otherwise as
 * an integer program. In a thread of its own: a program takes seconds of processor time, in which the other jobs go on,
 * and WebAssembly returns no memory before its thread ends.
 */
export const openSolver = (): Solver => {
  const thread = new Worker(new URL('./solver-thread.mjs', import.meta.url), {
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
  const broken = new Promise<never>((_, reject) => thread.once('error', reject))
  broken.catch(() => undefined)
  // A process that has nothing else to do ends.
  thread.unref()
  const run = async (text: string, columns: readonly string[]): Promise<number[] | null> => {
    thread.ref()
    try {
      thread.postMessage({ text, columns, options: { output_flag: false, time_limit: longest } })
      const [values] = await Promise.race([once(thread, 'message'), broken])
      return values
    } finally {
      thread.unref()
    }
  }
  return {
    async solve(program: Program) {
      const { text, cells } = programText(program)
      const columns = cells.map((_, at) => `x${at}`)
      const linear = await run(text.slice(0, text.indexOf('General')).concat('End\n'), columns)
      if (linear === null) return null
      const values = linear.every(isWhole) ? linear : await run(text, columns)
      return values?.every(isWhole) ? new Map(cells.map((cell, at) => [cell, Math.round(values[at] as number)])) : null
    },
    async close() {
      await thread.terminate()
    },
  }
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6
