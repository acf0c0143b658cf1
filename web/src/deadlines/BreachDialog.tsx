import { type BreachReason, breachReasons, type Deadline } from '@palermo/shared/deadlines/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { answerBreach } from './queries.ts'

/** Asks why a deadline was missed; each reason is a button that sends the answer. */
export const BreachDialog = ({ deadline, onClose }: { deadline: Deadline; onClose: () => void }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const answer = useMutation({
    mutationFn: (reason: BreachReason) => answerBreach(deadline.id, { reason }),
    onSuccess: () => {
      for (const key of [deadline.subjectKind === 'referral' ? 'referrals' : 'cases', 'work-items', 'deadlines'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      toast(t('deadlines.breach-saved'))
      onClose()
    },
  })
  const wrong = answer.error ? wordsFor(answer.error, t) : undefined
  return (
    <Dialog title={t('deadlines.breach-title')} lead={t('deadlines.breach-lead')} isOpen onClose={onClose}>
      {wrong && (
        <Alert tone="danger" title={wrong.title} live>
          {wrong.detail}
        </Alert>
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        {breachReasons.map((reason) => (
          <Button
            key={reason}
            onPress={() => answer.mutate(reason)}
            isPending={answer.isPending && answer.variables === reason}
          >
            {t(`deadlines.breach-reasons.${reason}`)}
          </Button>
        ))}
      </div>
      <Button rank="quiet" onPress={onClose}>
        {t('deadlines.breach-unsaid')}
      </Button>
    </Dialog>
  )
}
