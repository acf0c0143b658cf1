import { ActOnCase, Case } from '@palermo/shared/cases/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { hasWords, useTranslate } from '../messages.ts'
import { Refused } from '../problem.ts'
import { toast } from '../ui/toast.ts'
import { actOnCase, caseQuery } from './queries.ts'

/**
 * Sends an action with the version of the displayed case and confirms the action in a toast; `reload` shows the current
 * case after another person has changed the case.
 */
export const useActOnCase = (row: Case, done: () => void) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const mutation = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      actOnCase(queryClient, row.id, ActOnCase.parse({ ...input, version: row.version })),
    onSuccess: (now, { action }) => {
      const words = `cases.acts.${String(action)}`
      // If the action is still possible after success, the action was not carried out yet but waits for approval.
      const waits = hasWords(`${words}.requested`) && now.actions.some((one) => one === action)
      toast(t(waits ? `${words}.requested` : `${words}.done`))
      done()
    },
  })
  const reload = () => {
    const current = mutation.error instanceof Refused ? Case.safeParse(mutation.error.document.current) : undefined
    if (current?.success) queryClient.setQueryData(caseQuery(row.id).queryKey, current.data)
    else void queryClient.invalidateQueries({ queryKey: caseQuery(row.id).queryKey })
    // The form keeps its input if the action is still possible on the changed case.
    const still = current?.success && current.data.actions.some((one) => one === mutation.variables?.action)
    mutation.reset()
    if (!still) done()
  }
  return { ...mutation, reload }
}
