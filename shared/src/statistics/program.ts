import type { Bound } from './system.ts'

/**
 * An integer program for the solver. Its result is a whole number of persons in every cell, or null if there is no
 * solution.
 */
export interface Program {
  bounds: readonly Bound[]
  /** The sum that the solver minimises. */
  objective: readonly (readonly [cell: string, factor: number])[]
}
export type World = ReadonlyMap<string, number>
export type Solve = (program: Program) => Promise<World | null>

/** Returns the program in the text format of solvers, and the cell for each variable name in the text. */
export const programText = ({ bounds, objective }: Program): { text: string; cells: string[] } => {
  const names = new Map<string, string>()
  const nameOf = (cell: string) => {
    const known = names.get(cell)
    if (known !== undefined) return known
    const name = `x${names.size}`
    names.set(cell, name)
    return name
  }
  const linear = (terms: readonly (readonly [string, number])[]) =>
    terms.map(([cell, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${nameOf(cell)}`).join(' ')
  const rows = bounds.flatMap(({ terms, least, most }) => {
    const left = linear(terms)
    if (least !== undefined && least === most) return [`${left} = ${least}`]
    return [
      ...(least === undefined ? [] : [`${left} >= ${least}`]),
      ...(most === undefined ? [] : [`${left} <= ${most}`]),
    ]
  })
  const goal = objective.length === 0 ? `0 ${nameOf(bounds[0]?.terms[0]?.[0] ?? 'none')}` : linear(objective)
  const cells = [...names.keys()]
  const text = ['Minimize', ` obj: ${goal}`, 'Subject To', ...rows.map((row, at) => ` c${at}: ${row}`)]
  return { text: [...text, 'General', ...cells.map((_, at) => ` x${at}`), 'End', ''].join('\n'), cells }
}

/** Whether the numbers satisfy all bounds, computed in integers: the result of a solver is always checked. */
export const holds = (world: World, bounds: readonly Bound[]): boolean =>
  bounds.every(({ terms, least, most }) => {
    let total = 0
    for (const [cell, factor] of terms) total += factor * (world.get(cell) ?? 0)
    return (least === undefined || total >= least) && (most === undefined || total <= most)
  })
