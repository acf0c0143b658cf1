import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { closingReasons, reopeningReasons } from '@palermo/shared/cases/reasons.ts'
import { stagesOf, type Track } from '@palermo/shared/cases/tracks.ts'
import {
  type CaseAction,
  caseWorkflow,
  earlyReasons,
  reflectionEndings,
  runningCases,
} from '@palermo/shared/cases/workflow.ts'
import { exploitationBases, exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { Asked } from '@palermo/shared/handovers/terms.ts'
import { legalBases } from '@palermo/shared/requests/terms.ts'
import type { ActField } from '../acts/fields.ts'
import type { Say } from '../messages.ts'

const withoutHerWord = legalBases.filter((value) => value !== 'consent')

/** The buttons of "what happens next", in this order. What stands in a card or a lane of its own is recorded there. */
const actOrder: readonly CaseAction[] = [
  'appoint-guardian',
  'assess-best-interests',
  'find-again',
  'try-again',
  'review',
  'begin-reflection',
  'record-decision',
  'end-reflection',
  'reopen',
  'share',
  'hand-over',
  'assign-lead',
  'lose-contact',
  'record-leaving',
  'close',
]

/** Acts that end the case: what goes with it is shown before they are confirmed. */
export const endsCase = (action: CaseAction): boolean => caseWorkflow.actions[action].ends !== undefined

/** Acts that only stop a clock: offered while it runs. */
const clockOf: Partial<Record<CaseAction, string>> = {
  'appoint-guardian': 'child.guardian',
  'assess-best-interests': 'child.best-interests',
}

/** Whether anything may still be begun in it. */
export const runs = ({ status }: Pick<Case, 'status'>): boolean => runningCases.includes(status)

/** What the reader may do about the case as a whole, in order. */
export const offeredActs = ({ actions, deadlines }: Pick<Case, 'actions' | 'deadlines'>): CaseAction[] =>
  actOrder.filter((action) => {
    const clock = clockOf[action]
    const runs = !clock || deadlines.some(({ key, closedAt }) => key === clock && closedAt === null)
    return runs && actions.some((name) => name === action)
  })

const codes = (name: string, words: string, values: readonly string[], say: Say): ActField => ({
  kind: 'code',
  name,
  options: values.map((value) => ({ value, label: say(`${words}.${value}`) })),
})

const note = { kind: 'words', name: 'note', rows: 3 } as const

/** The boxes of each act's form; names are those of the act's contract. */
export const fieldsOf = (action: CaseAction, track: Track | undefined, say: Say): readonly ActField[] => {
  switch (action) {
    case 'review':
    case 'lose-contact':
    case 'try-again':
    case 'find-again':
    case 'record-leaving':
      return [note]
    case 'reopen':
      return [
        {
          kind: 'code',
          name: 'reason',
          options: reopeningReasons.map((value) => ({ value, label: say(`cases.reopening-reasons.${value}`) })),
        },
        note,
      ]
    case 'close':
      return [
        {
          kind: 'code',
          name: 'reason',
          options: closingReasons.map((value) => ({ value, label: say(`cases.closing-reasons.${value}`) })),
        },
        note,
      ]
    case 'begin-reflection':
      return [{ kind: 'date', name: 'on' }]
    case 'end-reflection':
      return [codes('reason', 'cases.reflection-endings', reflectionEndings, say)]
    case 'record-decision':
      return [
        codes('outcome', 'cases.outcomes', ['positive', 'negative'], say),
        { kind: 'date', name: 'on' },
        codes('early', 'cases.early-reasons', earlyReasons, say),
      ]
    case 'share':
      return [
        codes('asked', 'handovers.askeds', Asked.options, say),
        codes('legalBasis', 'handovers.bases', withoutHerWord, say),
      ]
    case 'record-exploitation':
      return [
        codes('form', 'codes.exploitation-forms', exploitationForms, say),
        codes('basis', 'codes.exploitation-bases', exploitationBases, say),
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
