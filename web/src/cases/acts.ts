import { stagesOf, type Track } from '@palermo/shared/cases/tracks.ts'
import { type CaseAction, caseWorkflow, closingReasons } from '@palermo/shared/cases/workflow.ts'
import type { ActField } from '../acts/fields.ts'
import type { Say } from '../messages.ts'

/** The buttons of "what happens next", in this order. A milestone is recorded on its own lane. */
export const actOrder: readonly CaseAction[] = ['review', 'reopen', 'assign-lead', 'close']

const note = { kind: 'words', name: 'note', rows: 3 } as const

/** The boxes of each act's form; names are those of the act's contract. */
export const fieldsOf = (action: CaseAction, track: Track | undefined, say: Say): readonly ActField[] => {
  switch (action) {
    case 'review':
    case 'reopen':
      return [note]
    case 'close':
      return [
        {
          kind: 'code',
          name: 'reason',
          options: closingReasons.map((value) => ({ value, label: say(`cases.closing-reasons.${value}`) })),
        },
        note,
      ]
    case 'assign-lead':
      return [{ kind: 'colleague', name: 'personId' }]
    case 'advance':
      return [
        {
          kind: 'code',
          name: 'stage',
          options: (track ? stagesOf[track] : []).map((value) => ({ value, label: say(`cases.stages.${value}`) })),
        },
        { kind: 'date', name: 'on' },
      ]
    default:
      return []
  }
}

/** What the act needs said, without what the page knows by itself. */
export const schemaOf = (action: CaseAction) => caseWorkflow.actions[action].input
