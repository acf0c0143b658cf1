import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { KeptDraft } from './kept.ts'

export interface DraftState {
  answers: Answers
  /** The receiver, which is selected separately if no question of the form asks for one. */
  receiver: string | undefined
  /** The draft on the server; undefined until the first save has reached the server. */
  referral: Referral | undefined
  /**
   * `unsaved`: the server cannot be reached; saving is retried automatically. `conflict`: another device saved a
   * different version, and the person must choose. `refused`: the server refused the save.
   */
  saving: 'nothing' | 'waiting' | 'saving' | 'saved' | 'unsaved' | 'conflict' | 'refused'
  savedAt: number | undefined
  /** The number of answers that the server does not have. */
  unsent: number
  /** Whether the unsent answers are also stored encrypted on this device, so that these answers outlive the page. */
  keptHere: boolean
  /** The version of the draft that another device saved; undefined without a conflict. */
  other: Draft | undefined
  error: unknown
}

export interface DraftStart {
  form: Form
  today: string
  answers: Answers
  referral?: Referral | undefined
  caseId?: string | undefined
  receiver?: string | undefined
  /** Stored changes that an earlier page could not send. */
  kept?: KeptDraft | undefined
  onCreated: (draft: Draft) => void
  /** Called once the draft is stored on this device, with the id under which a later page finds the draft. */
  onKept: (id: string) => void
}

/** Returns the initial state: the stored changes of an earlier page, otherwise the draft from the server. */
export const stateAt = ({ kept, answers, referral, receiver }: DraftStart): DraftState => ({
  answers: kept?.answers ?? answers,
  receiver: kept ? kept.receiver : (referral?.to?.id ?? receiver),
  referral,
  saving: 'nothing',
  savedAt: undefined,
  unsent: 0,
  keptHere: kept !== undefined,
  other: undefined,
  error: undefined,
})
