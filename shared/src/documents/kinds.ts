import { z } from 'zod'

/** What a document is, in the words of a case file. */
export const documentKinds = [
  'identity-document',
  'photograph',
  'consent-form',
  'statement',
  'medical-report',
  'assessment',
  'letter',
  'court-document',
  'immigration-document',
  'contract-or-pay',
  'messages',
  'other',
] as const
export const DocumentKind = z.enum(documentKinds)
export type DocumentKind = z.infer<typeof DocumentKind>

/** Why a document is taken out of a case. Coded: the words would tell what stood in it. */
export const withdrawalReasons = [
  'wrong-case',
  'wrong-wall',
  'wrong-file',
  'about-somebody-else',
  'person-withdrew-consent',
  'not-needed',
] as const
export const DocumentWithdrawalReason = z.enum(withdrawalReasons)
