import type { Case } from '@palermo/shared/cases/contract.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { Plus } from 'lucide-react'
import type { z } from 'zod'
import { useAudienceReaders } from '../cases/audience.ts'
import { useTranslate } from '../messages.ts'
import { compartmentName } from '../notes/NoteForm.tsx'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'

type SealedPlace = z.infer<typeof OpenCompartment>
export interface SummaryPart {
  /** The id of the part, which stays the same when the author selects another compartment for the part. */
  id: string
  compartment: SealedPlace
  text: string
}

export const partBehind = (compartment: SealedPlace): SummaryPart => ({
  id: crypto.randomUUID(),
  compartment,
  text: '',
})

interface Props {
  row: Case
  /** The compartments in which the author may write. */
  compartments: readonly SealedPlace[]
  parts: readonly SummaryPart[]
  onChange: (parts: SummaryPart[]) => void
  missing: (wrong: boolean) => string | undefined
}

/** Edits the summary of a hand-over in parts; for each part the author selects a compartment. */
export const SummaryParts = ({ row, compartments, parts, onChange, missing }: Props) => {
  const t = useTranslate()
  const readers = useAudienceReaders(row)
  const isFree = (compartment: SealedPlace) => !parts.some((part) => part.compartment === compartment)
  const free = compartments.find(isFree)
  const change = (at: number, part: Partial<SummaryPart>) =>
    onChange(parts.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      {parts.map((part, at) => (
        <fieldset key={part.id} className="flex flex-col gap-2">
          <legend className="sr-only">{compartmentName(part.compartment, t)}</legend>
          <TextArea
            label={t('handovers.part')}
            hint={t('handovers.part-hint')}
            readers={readers({ audience: 'own-agency-and-lead', compartment: part.compartment })}
            rows={4}
            maxLength={10_000}
            value={part.text}
            onChange={(text) => change(at, { text })}
            error={missing(part.text.trim() === '')}
          />
          <Select
            label={t('handovers.compartment')}
            value={part.compartment}
            options={compartments
              .filter((compartment) => compartment === part.compartment || isFree(compartment))
              .map((value) => ({ value, label: compartmentName(value, t) }))}
            onChange={(next) => next && change(at, { compartment: next })}
          />
        </fieldset>
      ))}
      {free && (
        <div>
          <Button rank="quiet" icon={Plus} onPress={() => onChange([...parts, partBehind(free)])}>
            {t('handovers.part-more')}
          </Button>
        </div>
      )}
    </>
  )
}
