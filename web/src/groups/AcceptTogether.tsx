import type { Companions } from '@palermo/shared/groups/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { actOnReferralElsewhere } from '../referrals/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { toast } from '../ui/toast.ts'

interface Props {
  referral: Referral
  others: NonNullable<Companions['group']>['referrals']
}

/**
 * Accepts the selected members of a group, for whom there may not be enough room for all. Each member is accepted by an
 * action of its own, and refused actions are listed one by one.
 */
export const AcceptTogether = ({ referral, others }: Props) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const waiting = [
    ...(referral.actions.includes('accept') ? [{ ...referral, name: t('groups.this-referral') }] : []),
    ...others
      .filter(({ mayAccept }) => mayAccept)
      .map((one) => ({ ...one, name: one.caseReference ?? t('groups.referral') })),
  ]
  const [left, setLeft] = useState<readonly string[]>([])
  const [refused, setRefused] = useState<readonly string[]>([])
  const chosen = waiting.filter(({ id }) => !left.includes(id))
  const accept = useMutation({
    mutationFn: async () => {
      const problems: string[] = []
      for (const { id, version, name } of chosen) {
        try {
          await actOnReferralElsewhere(queryClient, id, { action: 'accept', version })
        } catch (error) {
          problems.push(t('groups.not-accepted', { reference: name, reason: wordsFor(error, t).title }))
        }
      }
      // The accepted referrals are counted now, because the page stops offering a referral after its acceptance.
      return { problems, count: chosen.length - problems.length }
    },
    onSuccess: ({ problems, count }) => {
      setRefused(problems)
      if (count > 0) toast(t('groups.accepted', { count }))
      for (const key of ['groups', 'referrals', 'work-items']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  if (waiting.length < 2 && refused.length === 0) return null
  return (
    <div className="flex flex-col gap-2 pt-2 print:hidden">
      <div className="flex flex-wrap gap-x-4">
        {waiting.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={!left.includes(id)}
            onChange={(on) => setLeft(on ? left.filter((one) => one !== id) : [...left, id])}
          />
        ))}
      </div>
      {refused.map((line) => (
        <p key={line} role="alert" className="text-small text-late">
          {line}
        </p>
      ))}
      {chosen.length > 0 && (
        <div>
          <Button onPress={() => accept.mutate()} isPending={accept.isPending}>
            {t('groups.accept-chosen', { count: chosen.length })}
          </Button>
        </div>
      )}
    </div>
  )
}
