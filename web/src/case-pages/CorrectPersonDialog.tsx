import type { Case, Identity } from '@palermo/shared/cases/contract.ts'
import { CorrectPerson, correctionReasons, type PersonField } from '@palermo/shared/cases/person.ts'
import { genders } from '@palermo/shared/codes/genders.ts'
import { codeLists } from '@palermo/shared/codes/lists.ts'
import { faultOfIssue } from '@palermo/shared/field-faults.ts'
import { useState } from 'react'
import { DialogForm } from '../acts/DialogForm.tsx'
import { useReaders } from '../cases/readers.ts'
import { useActOnCase } from '../cases/useActOnCase.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Choice } from '../ui/Choice.tsx'
import { ComboBox } from '../ui/ComboBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'

type Typed = Record<PersonField, string>

const typedOf = (identity: Identity): Typed => ({
  callName: identity.callName ?? '',
  fullName: identity.fullName ?? '',
  birthYear: identity.birthYear === null ? '' : `${identity.birthYear}`,
  sex: identity.sex ?? '',
  nationality: identity.nationality ?? '',
  language: identity.language ?? '',
  safeContact: identity.safeContact ?? '',
})

/**
 * Returns the changed fields with their new values; a field that the reader emptied has the value null, which deletes
 * the stored value.
 */
const changedOf = (before: Typed, typed: Typed): Record<string, string | number | null> =>
  Object.fromEntries(
    (Object.keys(typed) as PersonField[])
      .filter((field) => typed[field].trim() !== before[field])
      .map((field) => {
        const value = typed[field].trim()
        return [field, value === '' ? null : field === 'birthYear' ? Number(value) : value]
      }),
  )

/**
 * Corrects or adds identity fields. The earlier value of each field stays stored, with the author and the reason of
 * each change.
 */
export const CorrectPersonDialog = ({
  row,
  identity,
  onClose,
}: {
  row: Case
  identity: Identity
  onClose: () => void
}) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const readers = useReaders(row)('C1')
  const act = useActOnCase(row, onClose)
  const before = typedOf(identity)
  const [typed, setTyped] = useState(before)
  const [because, setBecause] = useState<(typeof correctionReasons)[number]>()
  const [faults, setFaults] = useState<Record<string, string>>({})
  const errors = { ...faults, ...fieldErrors(act.error, t) }
  const submit = () => {
    const input = { ...changedOf(before, typed), ...(because ? { because } : {}) }
    const issues = CorrectPerson.safeParse(input).error?.issues ?? []
    const found = Object.fromEntries(
      issues.map((issue) => [String(issue.path[0]), t(`faults.${faultOfIssue({ ...issue })}`)]),
    )
    setFaults(found)
    if (issues.length === 0) act.mutate({ action: 'correct-person', ...input })
  }
  const words = (field: PersonField) => ({ label: t(`cases.person.${field}`), optional: true, error: errors[field] })
  const change = (field: PersonField) => (value: string | null) => {
    setTyped((last) => ({ ...last, [field]: value ?? '' }))
    setFaults(({ [field]: _, ...others }) => others)
  }
  const optionsOf = (list: 'nationalities' | 'languages') =>
    codeLists[list].map((value) => ({ value, label: label(list, value) }))
  return (
    <Dialog
      title={t('cases.acts.correct-person.verb')}
      lead={t('cases.acts.correct-person.lead')}
      isOpen
      onClose={onClose}
    >
      <DialogForm
        act={act}
        verb={t('cases.acts.correct-person.short')}
        onSubmit={submit}
        onCancel={onClose}
        onReload={act.reload}
      >
        {(['callName', 'fullName'] as const).map((field) => (
          <TextField
            key={field}
            {...words(field)}
            readers={readers}
            value={typed[field]}
            onChange={change(field)}
            maxLength={200}
            autoComplete="off"
          />
        ))}
        <TextField
          {...words('birthYear')}
          short
          inputMode="numeric"
          value={typed.birthYear}
          onChange={change('birthYear')}
          autoComplete="off"
        />
        <Select
          {...words('sex')}
          value={typed.sex}
          none={t('cases.not-asked')}
          options={genders.map((value) => ({ value, label: label('genders', value) }))}
          onChange={change('sex')}
        />
        <ComboBox
          {...words('nationality')}
          value={typed.nationality || null}
          options={optionsOf('nationalities')}
          onChange={change('nationality')}
        />
        <ComboBox
          {...words('language')}
          value={typed.language || null}
          options={optionsOf('languages')}
          onChange={change('language')}
        />
        <TextField
          {...words('safeContact')}
          hint={t('cases.person.safeContact.hint')}
          readers={readers}
          value={typed.safeContact}
          onChange={change('safeContact')}
          maxLength={500}
          autoComplete="off"
        />
        <Choice
          label={t('cases.acts.correct-person.because')}
          error={errors.because}
          options={correctionReasons.map((value) => ({ value, label: t(`cases.correction-reasons.${value}`) }))}
          value={because}
          onChange={(value) => {
            setBecause(value)
            setFaults(({ because: _, ...others }) => others)
          }}
        />
      </DialogForm>
    </Dialog>
  )
}
