import { ActOnRequest, type Request } from '@palermo/shared/requests/contract.ts'
import { Refuse } from '@palermo/shared/requests/record.ts'
import { refusalReasons } from '@palermo/shared/requests/terms.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ActForm } from '../acts/ActForm.tsx'
import { useSay } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import type { RequestAction } from './acts.ts'
import { actOnRequest, requestsQuery } from './queries.ts'

interface Props {
  request: Request
  action: RequestAction
  onClose: () => void
}

/** Lets in, refuses with a coded reason, or takes back: each said before it is done. */
export const AnswerDialog = ({ request, action, onClose }: Props) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      actOnRequest(queryClient, request.id, ActOnRequest.parse({ ...input, action, version: request.version })),
    onSuccess: () => {
      toast(say(`requests.acts.${action}.done`))
      onClose()
    },
  })
  const words = `requests.acts.${action}`
  return (
    <Dialog
      title={say(`${words}.verb`)}
      lead={say(`${words}.lead`, {
        who: request.fromName ?? `${say(`functions.${request.fromFunction}`)}, ${request.from.name}`,
        wall: say(`compartments.${request.compartment}.title`),
      })}
      isOpen
      onClose={onClose}
    >
      <ActForm
        schema={action === 'refuse' ? Refuse : nothing}
        words={words}
        fields={
          action === 'refuse'
            ? [
                {
                  name: 'reason',
                  kind: 'code',
                  options: refusalReasons.map((value) => ({ value, label: say(`requests.refusal-reasons.${value}`) })),
                },
              ]
            : []
        }
        error={act.error}
        isPending={act.isPending}
        onSubmit={(input) => act.mutate(input)}
        onCancel={onClose}
        onReload={() => {
          void queryClient.invalidateQueries({ queryKey: requestsQuery(request.caseId).queryKey })
          onClose()
        }}
      />
    </Dialog>
  )
}

const nothing = z.strictObject({})
