import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Program, programText, type Solve } from '@palermo/shared/statistics/program.ts'

/** Maximum seconds for solving one program. */
const longest = 20

/** Solves one program at a time. `close` ends the solver and so frees its memory. */
export interface Solver {
  solve: Solve
  close(): Promise<void>
}

/**
 * Solves programs with the library HiGHS: first as a linear program, because its solutions are nearly always integers,
 * otherwise as an integer program. Runs in a thread of its own, because a program takes seconds of processor time, and
 * because WebAssembly returns memory only when its thread ends.
 */
export const openSolver = (): Solver => {
  const thread = new Worker(new URL('./solver-thread.mjs', import.meta.url), {
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
  const broken = new Promise<never>((_, reject) => thread.once('error', reject))
  broken.catch(() => undefined)
  // The thread must not keep alive a process that has nothing else to do.
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
