import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toast.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { countNotReferred } from './drafts.ts'
import { actOnReferralElsewhere } from './queries.ts'

interface Props {
  keeper: DraftKeeper
  onBack: (() => void) | undefined
}

/**
 * Shown when the adult does not agree to a referral: deletes the draft and adds one to the number of persons not
 * referred.
 */
export const CountOnly = ({ keeper, onBack }: Props) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const count = useMutation({
    mutationFn: async () => {
      // A running save must end first, because the request to delete must name the newest version of the draft.
      const kept = await keeper.rest()
      if (kept) await actOnReferralElsewhere(queryClient, kept.id, { action: 'discard', version: kept.version })
      await countNotReferred()
    },
    onError: () => keeper.start(),
    onSuccess: () => {
      keeper.forget()
      toast(t('drafts.counted'))
      void navigate({ to: '/work', replace: true })
    },
  })
  return (
    <section className="card flex flex-col gap-4 p-5">
      <ActTrouble error={count.error} onReload={() => count.reset()} />
      <p className="measure">{t('drafts.count.lead')}</p>
      <p className="measure text-quiet">{t('drafts.count.help')}</p>
      <div className="flex flex-col gap-2 sm:flex-row">
        <Button rank="primary" size="large" onPress={() => count.mutate()} isPending={count.isPending}>
          {t('drafts.count.verb')}
        </Button>
        {onBack && (
          <Button rank="quiet" size="large" onPress={onBack}>
            {t('drafts.back')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Shown if the person was not asked for agreement and no urgent reason allows sending a referral without it. */
export const AskFirst = ({ keeper, onBack, why }: Props & { why: string | undefined }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const keep = useMutation({
    mutationFn: () => keeper.flush(),
    onSuccess: () => void navigate({ to: '/work' }),
  })
  return (
    <section className="card flex flex-col gap-4 p-5">
      <ActTrouble error={keep.error} onReload={() => keep.reset()} />
      <p className="measure">{t(why ?? 'drafts.ask-first.lead')}</p>
      <div className="flex flex-col gap-2 sm:flex-row">
        {onBack && (
          <Button rank="primary" size="large" onPress={onBack}>
            {t('drafts.ask-first.verb')}
          </Button>
        )}
        <Button rank="quiet" size="large" onPress={() => keep.mutate()} isPending={keep.isPending}>
          {t('drafts.keep')}
        </Button>
      </div>
    </section>
  )
}
