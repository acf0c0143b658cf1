import { z } from 'zod'

/** The kinds of documents, in the terms of case files. */
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

/** The reasons for withdrawing a document. They are codes, since a text could reveal the content of the document. */
export const withdrawalReasons = [
  'wrong-case',
  'wrong-wall',
  'wrong-file',
  'about-somebody-else',
  'person-withdrew-consent',
  'not-needed',
] as const
export const DocumentWithdrawalReason = z.enum(withdrawalReasons)
