import { fieldsOf } from '@palermo/shared/forms/check.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import type { Cleared } from './useSteps.ts'

/** Lists the answers that were cleared because of another answer, with a button to restore them. */
export const ClearedAnswers = ({ form, cleared }: { form: Form; cleared: Cleared }) => {
  const t = useTranslate()
  const fields = fieldsOf(form).filter(({ id }) => cleared.fields.includes(id))
  return (
    <Alert
      tone="warn"
      title={t('drafts.cleared', { count: fields.length })}
      live
      action={<Button onPress={cleared.undo}>{t('drafts.cleared-undo')}</Button>}
    >
      <ul className="list-disc ps-5">
        {fields.map(({ id, labelKey }) => (
          <li key={id}>{t(labelKey)}</li>
        ))}
      </ul>
    </Alert>
  )
}
