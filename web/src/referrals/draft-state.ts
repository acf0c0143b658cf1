import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import type { KeptDraft } from './kept.ts'

export interface DraftState {
  answers: Answers
  /** Whom it is for, where no question of the form says so. */
  receiver: string | undefined
  /** The draft on the server; undefined until the first answer has reached it. */
  referral: Referral | undefined
  /**
   * `unsaved`: the server cannot be reached; it is tried again by itself. `conflict`: another device saved meanwhile, and
   * the person chooses. `refused`: the server would not keep it.
   */
  saving: 'nothing' | 'waiting' | 'saving' | 'saved' | 'unsaved' | 'conflict' | 'refused'
  savedAt: number | undefined
  /** How many answers the server does not have as they stand here. */
  unsent: number
  /** They lie sealed on this device as well, so that they outlive the page. */
  keptHere: boolean
  /** The draft as the other device left it. */
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
  /** What an earlier page laid down on this device and could not send. */
  kept?: KeptDraft | undefined
  onCreated: (draft: Draft) => void
  /** Called once it lies on this device, with the name under which a later page finds it. */
  onKept: (id: string) => void
}

/** Before anything is typed: what an earlier page could not send, or the draft as the server has it. */
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
