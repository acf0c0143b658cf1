import { readFileSync } from 'node:fs'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { SourceForm } from './source.ts'

/**
 * Follows the steps of the source with these answers, with the program code of its conditions written out here, as an
 * independent check of the converter. Stops where a notice to the authorities ends, and where a child must not be the
 * subject of a notice.
 */
export const pathThrough = ({ steps }: SourceForm, answers: Answers): string[] => {
  const byPath = new Map(steps.map((step) => [step.path, step]))
  const underAge = answers['pv-under-age']
  const wants = answers['pv-want-to-submit-nrm']
  const programs: [RegExp, boolean][] = [
    [/where-exploitation-happened/, answers['where-exploitation-happened'] === 'uk-and-overseas'],
    [/automatic-referral/, wants === 'yes' && (underAge === 'yes' || underAge === 'not-sure')],
    [/=== 'no'/, wants === 'no'],
    [/pv-under-age'\) !== 'no'/, underAge !== 'no'],
    [/someone-else/, answers['who-contact'] === 'someone-else'],
    [/files/, answers['upload-file'] === 'yes'],
  ]
  const path: string[] = []
  for (let here = byPath.get('/start'); here; ) {
    const { forks, next, fields } = here
    if (fields.length > 0) path.push(here.path.slice(1))
    if (here.path === '/pv-want-to-submit-nrm' && wants === 'no' && underAge !== 'no') break
    const taken = forks.find(({ condition }) =>
      typeof condition === 'string'
        ? programs.find(([program]) => program.test(condition))?.[1]
        : answers[condition.field] === condition.value,
    )
    here = byPath.get(taken?.target ?? next ?? '')
  }
  return path
}

/** The committed form, unparsed. */
export const shippedSource = (): unknown =>
  JSON.parse(readFileSync(new URL('../../../shared/forms/uk-first-responder.json', import.meta.url), 'utf8'))
