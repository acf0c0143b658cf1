import { Archive, ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { IconButton } from '../ui/IconButton.tsx'

interface Props {
  name: string
  onUp: () => void
  onDown: () => void
  onRetire: () => void
}

/** Buttons that move an item up or down by one place or retire the item; they work by keyboard and touch. */
export const Mover = ({ name, onUp, onDown, onRetire }: Props) => {
  const t = useTranslate()
  return (
    <span className="flex shrink-0">
      <IconButton icon={ArrowUp} label={t('forms.edit.up', { name })} onPress={onUp} />
      <IconButton icon={ArrowDown} label={t('forms.edit.down', { name })} onPress={onDown} />
      <IconButton icon={Archive} label={t('forms.edit.retire', { name })} onPress={onRetire} />
    </span>
  )
}
