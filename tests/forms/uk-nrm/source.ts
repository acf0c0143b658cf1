import { readFileSync } from 'node:fs'

/** A step to which the form jumps under a condition. Program code is stored as a string. */
interface Fork {
  target: string
  condition: string | { field: string; value: string }
}

export interface SourceStep {
  path: string
  fields: string[]
  next: string | null
  forks: Fork[]
}

export interface SourceField {
  name: string
  type: 'input-text' | 'textarea' | 'radio-group' | 'select' | 'checkbox' | 'checkbox-group' | 'date' | 'input-file'
  label: string | null
  required: boolean
  validators: string[]
  /** The codes of the options; for long lists of names only the number of names. */
  options: string[] | { count: number; list: string }
  showWhen: { field: string; value: string } | null
}

export interface SourceForm {
  steps: SourceStep[]
  fields: SourceField[]
}

/** The form as its makers published it: steps, forks, fields, rules and labels. */
export const readSource = (): SourceForm =>
  JSON.parse(readFileSync(new URL('uk-nrm-form.json', import.meta.url), 'utf8')) as SourceForm

/** The names of one of the published lists. The tests of the import of agencies use the same files. */
export const readNames = (list: string): string[] =>
  readFileSync(new URL(`../../agencies/uk-nrm/${list}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'))

/** The steps that can be reached from the first step, in the order of the source, in which no step leads back. */
export const reachable = ({ steps }: SourceForm): SourceStep[] => {
  const byPath = new Map(steps.map((step) => [step.path, step]))
  const found = new Set<string>()
  const visit = (path: string | null) => {
    const step = path === null ? undefined : byPath.get(path)
    if (!step || found.has(step.path)) return
    found.add(step.path)
    for (const next of [step.next, ...step.forks.map(({ target }) => target)]) visit(next)
  }
  visit('/start')
  return steps.filter(({ path }) => found.has(path))
}
