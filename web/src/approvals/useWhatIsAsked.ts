import type { Approval } from '@palermo/shared/approvals/contract.ts'
import { hasWords, useSay } from '../messages.ts'
import { useWhen } from '../ui/moment.ts'

/** In one sentence what an approval would do. */
export const useWhatIsAsked = ({ act, account, caseReference }: Approval): string => {
  const say = useSay()
  const when = useWhen()
  const reference = caseReference ?? ''
  switch (act.kind) {
    case 'account':
      return account
        ? say('approvals.what.account-named', {
            ...account,
            role: say(`functions.${act.function}`),
            agency: account.agencyName,
          })
        : say('approvals.what.account', { role: say(`functions.${act.function}`) })
    case 'access':
      return say('approvals.what.access', {
        compartment: say(`compartments.${act.compartment}.title`),
        reference,
        purpose: say(`requests.purposes.${act.purpose}`),
        basis: say(`requests.bases.${act.legalBasis}`),
      })
    case 'bar':
      return say('approvals.what.bar', { reference })
    case 'clock': {
      const key = `deadlines.steps.${act.key}`
      return say('approvals.what.clock', {
        step: hasWords(key) ? say(key) : act.key,
        reference,
        was: when(act.wasDueAt).full,
        due: when(act.dueAt).full,
      })
    }
    case 'exit-page': {
      const named = (page: string | null) => page ?? say('approvals.usual-page')
      return say('approvals.what.exit-page', { page: named(act.page), was: named(act.was) })
    }
    case 'reflection-end':
      return say('approvals.what.reflection-end', { reference, reason: say(`cases.reflection-endings.${act.reason}`) })
    default:
      return say('approvals.what.profile', { code: act.code })
  }
}
