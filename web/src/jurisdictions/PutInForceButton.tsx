import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { AskBack } from '../acts/AskBack.tsx'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toast.ts'
import { putInForce } from './queries.ts'

/** Puts a stored profile in force, after the person has confirmed and another agency has approved. */
export const PutInForceButton = ({ code, name }: { code: string; name: string }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const put = useMutation({
    mutationFn: () => putInForce(code),
    onSuccess: ({ isDone }) => {
      toast(t(isDone ? 'jurisdictions.put-done' : 'jurisdictions.put-asked'))
      void queryClient.invalidateQueries({ queryKey: ['jurisdictions'] })
      setOpen(false)
    },
  })
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('jurisdictions.put-in-force')}</Button>
      <AskBack
        title={t('jurisdictions.put-title', { name })}
        lead={t('jurisdictions.put-lead')}
        verb={t('jurisdictions.put-in-force')}
        isOpen={isOpen}
        isPending={put.isPending}
        onYes={() => put.mutate()}
        onClose={() => setOpen(false)}
      >
        <ActTrouble error={put.error} onReload={() => put.reset()} />
      </AskBack>
    </>
  )
}
