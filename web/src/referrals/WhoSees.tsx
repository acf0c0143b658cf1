import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { Eye } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'

const WhoSeesDialog = lazy(() => import('./WhoSeesDialog.tsx').then((found) => ({ default: found.WhoSeesDialog })))

/** A button on every referral that shows who can see the referral. */
export const WhoSees = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button rank="quiet" icon={Eye} onPress={() => setOpen(true)}>
        {t('referrals.who-sees')}
      </Button>
      {isOpen && (
        <Suspense>
          <WhoSeesDialog referral={referral} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
