import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'

/** Adds a member to a group by case reference. */
export const AddMember = ({ onAdd, isPending }: { onAdd: (reference: string) => void; isPending: boolean }) => {
  const t = useTranslate()
  const [reference, setReference] = useState('')
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-2 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        if (reference.trim() === '') return
        onAdd(reference.trim())
        setReference('')
      }}
    >
      <div className="min-w-0 grow">
        <TextField label={t('groups.add')} value={reference} onChange={setReference} autoComplete="off" />
      </div>
      <Button type="submit" isPending={isPending}>
        {t('groups.add-short')}
      </Button>
    </form>
  )
}
