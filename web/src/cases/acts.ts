import type { Case } from '@palermo/shared/cases/contract.ts'
import { closingReasons, reopeningNeedsWords, reopeningReasons } from '@palermo/shared/cases/reasons.ts'
import { type CaseAction, caseWorkflow, earlyReasons, runningCases } from '@palermo/shared/cases/record.ts'
import { reflectionEndings } from '@palermo/shared/cases/reflection.ts'
import { stagesOf, type Track } from '@palermo/shared/cases/tracks.ts'
import { exploitationBases, exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { Asked } from '@palermo/shared/handovers/terms.ts'
import { legalBases } from '@palermo/shared/lawful-grounds.ts'
import type { ActField, ActValues } from '../acts/fields.ts'
import type { Translate } from '../messages.ts'

const withoutHerWord = legalBases.filter((value) => value !== 'consent')

/**
 * The actions under "what happens next", in order. Actions that are missing here are offered on the card or the track
 * to which they belong.
 */
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

/** Whether the action ends the case; if so, the records that would end with the case are shown before confirmation. */
export const endsCase = (action: CaseAction): boolean => caseWorkflow.actions[action].ends !== undefined

/**
 * The key of the deadline for actions that only complete a deadline: each action is offered while its deadline runs.
 */
const clockOf: Partial<Record<CaseAction, string>> = {
  'appoint-guardian': 'child.guardian',
  'assess-best-interests': 'child.best-interests',
}

/** Whether new work may begin in a case of this status. */
export const runs = ({ status }: Pick<Case, 'status'>): boolean => runningCases.includes(status)

/** Returns the reader's actions on the case as a whole, in the order in which they are offered. */
export const offeredActs = ({ actions, deadlines }: Pick<Case, 'actions' | 'deadlines'>): CaseAction[] =>
  actOrder.filter((action) => {
    const clock = clockOf[action]
    const runs = !clock || deadlines.some(({ key, closedAt }) => key === clock && closedAt === null)
    return runs && actions.some((name) => name === action)
  })

const codes = (name: string, words: string, values: readonly string[], t: Translate): ActField => ({
  kind: 'code',
  name,
  options: values.map((value) => ({ value, label: t(`${words}.${value}`) })),
})

const note = { kind: 'words', name: 'note', rows: 3 } as const

interface Asking {
  track: Track | undefined
  /** Whether the actor has access to C1 and may therefore write a note. */
  writes: boolean
  /** Returns whether the date in the form is before the earliest date that the rule allows. */
  isEarly: (values: ActValues) => boolean
}

const needsWordsToReopen = ({ reason }: ActValues) =>
  reopeningReasons.some((value) => value === reason && reopeningNeedsWords(value))
const withoutConsent = ({ asked }: ActValues) => Boolean(asked) && asked !== 'yes'

/** Returns the fields of an action's form; each field has the name of an input in the action's contract. */
export const fieldsOf = (action: CaseAction, { track, writes, isEarly }: Asking, t: Translate): readonly ActField[] => {
  const noted = writes ? [note] : []
  switch (action) {
    case 'review':
    case 'lose-contact':
    case 'try-again':
    case 'find-again':
    case 'record-leaving':
      return noted
    case 'reopen':
      return [
        {
          kind: 'code',
          name: 'reason',
          // Reasons that need a note are offered only to an actor who can write one.
          options: reopeningReasons
            .filter((value) => writes || !reopeningNeedsWords(value))
            .map((value) => ({ value, label: t(`cases.reopening-reasons.${value}`) })),
        },
        ...(writes ? [{ ...note, needed: needsWordsToReopen }] : []),
      ]
    case 'close':
      return [
        {
          kind: 'code',
          name: 'reason',
          options: closingReasons.map((value) => ({ value, label: t(`cases.closing-reasons.${value}`) })),
        },
        ...noted,
      ]
    case 'begin-reflection':
      return [{ kind: 'date', name: 'on' }]
    case 'end-reflection':
      return [codes('reason', 'cases.reflection-endings', reflectionEndings, t)]
    case 'record-decision':
      return [
        codes('outcome', 'cases.outcomes', ['positive', 'negative'], t),
        { kind: 'date', name: 'on' },
        { ...codes('early', 'cases.early-reasons', earlyReasons, t), needed: true, when: isEarly },
      ]
    case 'share':
      return [
        codes('asked', 'handovers.askeds', Asked.options, t),
        { ...codes('legalBasis', 'handovers.bases', withoutHerWord, t), needed: true, when: withoutConsent },
      ]
    case 'record-exploitation':
      return [
        codes('form', 'codes.exploitation-forms', exploitationForms, t),
        codes('basis', 'codes.exploitation-bases', exploitationBases, t),
      ]
    case 'assign-lead':
      return [{ kind: 'colleague', name: 'personId' }]
    case 'advance':
      return [
        {
          kind: 'code',
          name: 'stage',
          options: (track ? stagesOf[track] : []).map((value) => ({ value, label: t(`cases.stages.${value}`) })),
        },
        { kind: 'date', name: 'on' },
      ]
    default:
      return []
  }
}

/**
 * The contract of an action's input, without `action` and `version`, which are added when the form is sent; undefined
 * for an action without input.
 */
export const schemaOf = (action: CaseAction) => caseWorkflow.actions[action].input
