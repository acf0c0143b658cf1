import { ActOnReferral, Referral } from '@palermo/shared/referrals/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { hasWords, useTranslate } from '../messages.ts'
import { Refused } from '../problem.ts'
import { toast } from '../ui/toast.ts'
import { actOnReferral, referralQuery } from './queries.ts'

/**
 * Returns the functions and the state of an action on a referral: the action is sent with the displayed version and
 * confirmed in a toast; after a change by another person, `reload` shows the changed referral.
 */
export const useActOnReferral = (referral: Referral, done: () => void) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const mutation = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      actOnReferral(queryClient, referral.id, ActOnReferral.parse({ ...input, version: referral.version })),
    onSuccess: (_, input) => {
      const key = `referrals.acts.${String(input.action)}.done`
      if (hasWords(key)) toast(t(key))
      done()
    },
  })
  const reload = () => {
    const current = mutation.error instanceof Refused ? Referral.safeParse(mutation.error.document.current) : undefined
    if (current?.success) queryClient.setQueryData(referralQuery(referral.id).queryKey, current.data)
    else void queryClient.invalidateQueries({ queryKey: referralQuery(referral.id).queryKey })
    // The form keeps its input if the action is still possible on the changed referral.
    const still = current?.success && current.data.actions.some((one) => one === mutation.variables?.action)
    mutation.reset()
    if (!still) done()
  }
  return { ...mutation, reload }
}
