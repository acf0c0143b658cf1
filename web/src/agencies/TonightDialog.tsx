import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TonightList } from './TonightList.tsx'

/** Who answers the telephone now, from anywhere in a referral that is being written. */
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
