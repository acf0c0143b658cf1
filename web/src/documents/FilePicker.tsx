import { fileFacts } from '@palermo/shared/documents/files.ts'
import { Camera, FileUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { FieldGroup, useWiring } from '../ui/field.tsx'
import { useSize } from './sizes.ts'

interface Props {
  file: File | undefined
  error: string | undefined
  isDisabled: boolean
  onPick: (file: File) => void
}

const accepted = Object.values(fileFacts)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(',')

/** A button that selects a file on this device or takes a new photograph. */
export const FilePicker = ({ file, error, isDisabled, onPick }: Props) => {
  const t = useTranslate()
  const size = useSize()
  const words = { label: t('documents.file'), hint: t('documents.file-hint'), error }
  const wiring = useWiring(words)
  const [box, camera] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const picked = (input: HTMLInputElement) => {
    const [one] = input.files ?? []
    if (one) onPick(one)
    // The input is emptied, because the browser reports no change if the person selects the same file again.
    input.value = ''
  }
  return (
    <FieldGroup words={words} wiring={wiring}>
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={FileUp} isDisabled={isDisabled} onPress={() => box.current?.click()}>
          {t('documents.pick')}
        </Button>
        <span className="hidden touch:contents">
          <Button icon={Camera} isDisabled={isDisabled} onPress={() => camera.current?.click()}>
            {t('documents.photograph')}
          </Button>
        </span>
        <output className="min-w-0 break-all text-quiet">
          {file ? t('documents.picked', { name: file.name, size: size(file.size) }) : t('documents.nothing-picked')}
        </output>
      </div>
      <input ref={box} type="file" accept={accepted} hidden onChange={(event) => picked(event.target)} />
      <input
        ref={camera}
        type="file"
        accept="image/jpeg,image/png"
        capture="environment"
        hidden
        onChange={(event) => picked(event.target)}
      />
    </FieldGroup>
  )
}
