import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TonightList } from './TonightList.tsx'

/** Telephone numbers that answer now; the dialog can be opened everywhere in a referral form. */
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
