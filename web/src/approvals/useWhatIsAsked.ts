import type { Approval } from '@palermo/shared/approvals/contract.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { useWhen } from '../ui/moment.ts'

/** Returns one sentence that says what happens if the request is approved. */
export const useWhatIsAsked = ({ act, account, caseReference }: Approval): string => {
  const t = useTranslate()
  const when = useWhen()
  const reference = caseReference ?? ''
  switch (act.kind) {
    case 'account':
      return account
        ? t('approvals.what.account-named', {
            ...account,
            role: t(`functions.${act.function}`),
            agency: account.agencyName,
          })
        : t('approvals.what.account', { role: t(`functions.${act.function}`) })
    case 'access':
      return t('approvals.what.access', {
        compartment: t(`compartments.${act.compartment}.title`),
        reference,
        purpose: t(`requests.purposes.${act.purpose}`),
        basis: t(`requests.bases.${act.legalBasis}`),
      })
    case 'bar':
      return t('approvals.what.bar', { reference })
    case 'clock': {
      const key = `deadlines.steps.${act.key}`
      return t('approvals.what.clock', {
        step: hasWords(key) ? t(key) : act.key,
        reference,
        was: when(act.wasDueAt).full,
        due: when(act.dueAt).full,
      })
    }
    case 'exit-page': {
      const named = (page: string | null) => page ?? t('approvals.usual-page')
      return t('approvals.what.exit-page', { page: named(act.page), was: named(act.was) })
    }
    case 'reflection-end':
      return t('approvals.what.reflection-end', { reference, reason: t(`cases.reflection-endings.${act.reason}`) })
    default:
      return t('approvals.what.profile', { code: act.code })
  }
}
