import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TonightList } from './TonightList.tsx'

/** A dialog with the telephone numbers that answer now, which can be opened on every page. */
export const TonightDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslate()
  return (
    <Dialog title={t('agencies.tonight')} isOpen onClose={onClose}>
      <div className="-mx-5 -my-4">
        <TonightList />
      </div>
    </Dialog>
  )
}
