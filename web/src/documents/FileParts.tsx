import { documentKinds } from '@palermo/shared/documents/kinds.ts'
import { useTranslate } from '../messages.ts'
import { Button, type Rank } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { FilePicker } from './FilePicker.tsx'
import { Sending } from './Sending.tsx'
import { faultOf, type useUpload } from './useUpload.ts'

type Going = Pick<
  ReturnType<typeof useUpload>,
  'forget' | 'refusal' | 'isSending' | 'part' | 'waits' | 'cancel' | 'error'
>

interface PickedProps {
  going: Going
  file: File | undefined
  /** Whether the person has tried to send the form; from then on a missing or unusable file is marked. */
  tried: boolean
  onPick: (file: File) => void
}

/** The button that selects a file, with the reason if the file cannot be sent or was refused. */
export const PickedFile = ({ going, file, tried, onPick }: PickedProps) => {
  const t = useTranslate()
  const fault = tried ? faultOf(file) : undefined
  return (
    <FilePicker
      file={file}
      error={fault ? t(`documents.faults.${fault}`) : going.refusal}
      isDisabled={going.isSending}
      onPick={(picked) => {
        onPick(picked)
        going.forget()
      }}
    />
  )
}

type Kind = (typeof documentKinds)[number]

interface KindProps {
  value: Kind | ''
  tried: boolean
  error: string | undefined
  onChange: (kind: Kind | '') => void
}

export const KindField = ({ value, tried, error, onChange }: KindProps) => {
  const t = useTranslate()
  return (
    <Select
      label={t('documents.kind')}
      value={value}
      none={t('documents.choose')}
      options={documentKinds.map((kind) => ({ value: kind, label: t(`documents.kinds.${kind}`) }))}
      onChange={onChange}
      error={error ?? (tried && value === '' ? t('acts.needed') : undefined)}
    />
  )
}

interface SendProps {
  going: Going
  verb: string
  rank?: Rank
  onClose: () => void
}

/**
 * The buttons that send or cancel, and the progress of sending. After a lost connection the same file can be sent
 * again.
 */
export const SendRow = ({ going, verb, rank, onClose }: SendProps) => {
  const t = useTranslate()
  if (going.isSending) return <Sending part={going.part} waits={going.waits} onCancel={going.cancel} />
  const again = going.error !== null && going.refusal === undefined
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" {...(rank ? { rank } : {})}>
        {again ? t('documents.send-again') : verb}
      </Button>
      <Button rank="quiet" onPress={onClose}>
        {t('acts.cancel')}
      </Button>
    </div>
  )
}
