import { type Program, programText, type World } from '@palermo/shared/statistics/program.ts'
import { openHighs } from './highs.ts'

/** Maximum seconds for one program. */
const longest = 20

/**
 * Solves programs with HiGHS. As a linear program first, because its solutions are nearly always integers; otherwise as
 * an integer program. Yields to other work between two programs.
 */
export const openSolver = async () => {
  const highs = await openHighs()
  const run = (text: string, cells: readonly string[]): number[] | null => {
    const { Status, Columns } = highs.solve(text, { output_flag: false, time_limit: longest })
    if (Status !== 'Optimal') return null
    return cells.map((_, at) => Columns[`x${at}`]?.Primal ?? Number.NaN)
  }
  return async (program: Program): Promise<World | null> => {
    await new Promise((resolve) => setImmediate(resolve))
    const { text, cells } = programText(program)
    const linear = run(text.slice(0, text.indexOf('General')).concat('End\n'), cells)
    if (linear === null) return null
    const values = linear.every(isWhole) ? linear : run(text, cells)
    return values?.every(isWhole) ? new Map(cells.map((cell, at) => [cell, Math.round(values[at] as number)])) : null
  }
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6
