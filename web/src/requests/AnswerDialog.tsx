import type { Request } from '@palermo/shared/requests/contract.ts'
import { request as type } from '@palermo/shared/requests/record.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { ActionDialog } from '../records/ActionDialog.tsx'
import type { RequestAction } from './acts.ts'
import { readAgain } from './queries.ts'

interface Props {
  request: Request
  action: RequestAction
  onClose: () => void
}

/**
 * The form that grants access, refuses access with a coded reason, or withdraws the request; the form first explains
 * the effect.
 */
export const AnswerDialog = ({ request, action, onClose }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { fromName, fromFunction, from, compartment } = request
  const lead = t(`requests.acts.${action}.lead`, {
    who: fromName ?? `${t(`functions.${fromFunction}`)}, ${from.name}`,
    compartment: t(`compartments.${compartment}.title`),
  })
  return (
    <ActionDialog
      type={type}
      record={request}
      action={action}
      lead={lead}
      onChanged={() => readAgain(queryClient, request)}
      onClose={onClose}
    />
  )
}
