import { ActOnRequest, type Request } from '@palermo/shared/requests/contract.ts'
import { Refuse } from '@palermo/shared/requests/record.ts'
import { refusalReasons } from '@palermo/shared/requests/terms.ts'
import { useQueryClient } from '@tanstack/react-query'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { nothingAsked, reasonField } from '../acts/fields.ts'
import { useTranslate } from '../messages.ts'
import { toast } from '../ui/toast.ts'
import type { RequestAction } from './acts.ts'
import { actOnRequest, requestsQuery } from './queries.ts'

interface Props {
  request: Request
  action: RequestAction
  onClose: () => void
}

/** Grants access, refuses it with a coded reason, or withdraws the request; each form first explains its effect. */
export const AnswerDialog = ({ request, action, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, version, caseId, fromName, fromFunction, from, compartment } = request
  const words = `requests.acts.${action}`
  return (
    <ActFormDialog
      title={t(`${words}.verb`)}
      lead={t(`${words}.lead`, {
        who: fromName ?? `${t(`functions.${fromFunction}`)}, ${from.name}`,
        compartment: t(`compartments.${compartment}.title`),
      })}
      words={words}
      schema={action === 'refuse' ? Refuse : nothingAsked}
      fields={action === 'refuse' ? [reasonField(refusalReasons, (code) => t(`requests.refusal-reasons.${code}`))] : []}
      act={(input) => actOnRequest(queryClient, id, ActOnRequest.parse({ ...input, action, version }))}
      onDone={() => toast(t(`${words}.done`))}
      onClose={onClose}
      onReload={() => {
        void queryClient.invalidateQueries({ queryKey: requestsQuery(caseId).queryKey })
        onClose()
      }}
    />
  )
}
