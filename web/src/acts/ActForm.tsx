import { type ReactNode, useRef, useState } from 'react'
import type { z } from 'zod'
import { hasWords, useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { DialogActions } from '../ui/Dialog.tsx'
import { focusFirstFault } from '../ui/fault.ts'
import { useLeaveWarning } from '../ui/useLeaveWarning.ts'
import { ActInput } from './ActInput.tsx'
import { ActTrouble } from './ActTrouble.tsx'
import { type ActField, type ActValues, askedNow, type FieldFaults, faultsIn, inputOf, mayStayBlank } from './fields.ts'

export interface ActFormProps {
  /** The contract of the action's input, without the fields `action` and `version`. */
  schema: z.ZodObject
  fields: readonly ActField[]
  /** Prefix of the translation keys: `<words>.verb`, `<words>.<field>`, `<words>.<field>.hint`. */
  words: string
  /** A sentence that says who can read the typed text. */
  readers?: string
  initial?: ActValues
  /**
   * Input that is sent with the action although no field of the form contains it, such as outcomes with their scores.
   */
  rest?: Record<string, unknown>
  danger?: boolean
  error: unknown
  isPending: boolean
  onSubmit: (input: Record<string, unknown>) => void
  onCancel: () => void
  /** Called by the button that shows the current record, after another person has changed the record. */
  onReload: () => void
  /** The label of the submit button; by default the text of `<words>.verb`. */
  verb?: string
  /**
   * Returns a description of the effect of the action with the present input, which is shown beside the submit button.
   */
  explain?: (values: ActValues) => ReactNode
  children?: ReactNode
}

/**
 * The form of an action, generated from the action's contract. The contract validates the input before it is sent, and
 * again on the server.
 */
export const ActForm = ({
  schema,
  fields,
  words,
  readers,
  initial = {},
  rest = {},
  danger = false,
  error,
  isPending,
  onSubmit,
  onCancel,
  onReload,
  verb = `${words}.verb`,
  explain,
  children,
}: ActFormProps) => {
  const t = useTranslate()
  const [values, setValues] = useState<ActValues>(initial)
  const [refused, setRefused] = useState<FieldFaults>({})
  const form = useRef<HTMLFormElement>(null)
  useLeaveWarning(values !== initial && !isPending)
  const fromServer = fieldErrors(error, t)
  const asked = askedNow(fields, values)
  const submit = () => {
    const unasked = new Set(fields.filter((field) => !asked.includes(field)).map(({ name }) => name))
    const given = inputOf(fields, Object.fromEntries(Object.entries(values).filter(([name]) => !unasked.has(name))))
    const input = { ...given, ...rest }
    const faults = faultsIn(schema, asked, values, input)
    setRefused(faults)
    if (Object.keys(faults).length === 0) onSubmit(input)
    else focusFirstFault(form.current)
  }
  const errorOf = (name: string) => fromServer[name] ?? (refused[name] && t(`faults.${refused[name]}`))
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <ActTrouble error={error} onReload={onReload} />
      {children}
      {asked.map((field) => (
        <ActInput
          key={field.name}
          field={field}
          words={{
            label: field.label ?? t(`${words}.${field.name}`),
            hint:
              field.hint ?? (hasWords(`${words}.${field.name}.hint`) ? t(`${words}.${field.name}.hint`) : undefined),
            optional: mayStayBlank(schema, field, values),
            readers: field.kind === 'line' || field.kind === 'words' ? readers : undefined,
            error: errorOf(field.name),
          }}
          value={values[field.name] ?? ''}
          onChange={(value) => {
            setValues((before) => ({ ...before, [field.name]: value }))
            setRefused(({ [field.name]: _, ...others }) => others)
          }}
        />
      ))}
      <p role="status" className="measure empty:hidden">
        {explain?.(values)}
      </p>
      <DialogActions>
        <Button type="submit" rank={danger ? 'danger' : 'primary'} isPending={isPending}>
          {t(verb)}
        </Button>
        <Button rank="quiet" onPress={onCancel}>
          {t('acts.cancel')}
        </Button>
      </DialogActions>
    </form>
  )
}
