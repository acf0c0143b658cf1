import { type BreachReason, breachReasons, type Deadline } from '@palermo/shared/deadlines/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { answerBreach } from './queries.ts'

/** One press: each reason is its own button. */
export const BreachDialog = ({ deadline, onClose }: { deadline: Deadline; onClose: () => void }) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const answer = useMutation({
    mutationFn: (reason: BreachReason) => answerBreach(deadline.id, { reason }),
    onSuccess: () => {
      for (const key of [deadline.subjectKind === 'referral' ? 'referrals' : 'cases', 'desk', 'deadlines'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      toast(say('deadlines.breach-saved'))
      onClose()
    },
  })
  const wrong = answer.error ? wordsFor(answer.error, say) : undefined
  return (
    <Dialog title={say('deadlines.breach-title')} lead={say('deadlines.breach-lead')} isOpen onClose={onClose}>
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
            {say(`deadlines.breach-reasons.${reason}`)}
          </Button>
        ))}
      </div>
      <Button rank="quiet" onPress={onClose}>
        {say('deadlines.breach-unsaid')}
      </Button>
    </Dialog>
  )
}
