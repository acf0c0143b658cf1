import type { FiveValued } from '@palermo/shared/forms/answers.ts'
import { type Group, ReferTogether } from '@palermo/shared/groups/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DialogForm } from '../acts/DialogForm.tsx'
import { AgencyBox } from '../agencies/AgencyBox.tsx'
import { submissionKeys } from '../api.ts'
import { runs } from '../cases/acts.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Tick } from '../ui/Tick.tsx'
import { toast } from '../ui/toast.ts'
import { referTogether } from './queries.ts'
import { type AskOfAll, SharedAsk } from './SharedAsk.tsx'
import { WhoGoes } from './WhoGoes.tsx'

/** Refers several members of a group to one agency by one action; data that apply to all members are entered once. */
export const ReferTogetherDialog = ({ group, onClose }: { group: Group; onClose: () => void }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const people = group.members.filter(runs)
  const [left, setLeft] = useState<readonly string[]>([])
  const [wants, setWants] = useState<Record<string, FiveValued>>({})
  const [agency, setAgency] = useState<string | null>(null)
  const [ask, setAsk] = useState<AskOfAll>({
    urgency: 'soon',
    needs: ['bed'],
    safeNow: undefined,
    story: '',
    meetingPoint: '',
  })
  const [lifeInDanger, setLifeInDanger] = useState(false)
  const [tried, setTried] = useState(false)
  const [keyOf] = useState(submissionKeys)
  const going = people.filter(({ caseId }) => !left.includes(caseId))
  const input = ReferTogether.safeParse({
    toAgencyId: agency ?? undefined,
    members: going.map(({ caseId }) => ({ caseId, wants: wants[caseId] ?? 'not-asked' })),
    urgency: ask.urgency,
    needs: ask.needs,
    safeNow: ask.safeNow,
    lifeInDanger,
    ...(ask.story.trim() ? { story: ask.story } : {}),
    ...(ask.meetingPoint.trim() ? { meetingPoint: ask.meetingPoint } : {}),
  })
  const refer = useMutation({
    mutationFn: (body: ReferTogether) => referTogether(group.id, body, keyOf(body)),
    onSuccess: ({ items }) => {
      toast(t('groups.referred', { count: items.length }))
      for (const key of ['groups', 'cases', 'referrals', 'work-items'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = fieldErrors(refer.error, t)
  const needed = (wrong: boolean) => (tried && wrong ? t('acts.needed') : undefined)
  const unasked = going.some(
    ({ caseId, childProcedure }) => !childProcedure && ['not-asked', 'unknown'].includes(wants[caseId] ?? 'not-asked'),
  )
  return (
    <Dialog title={t('groups.refer-together')} lead={t('groups.refer-together-lead')} isOpen onClose={onClose} wide>
      <DialogForm
        act={refer}
        verb={t('groups.refer-count', { count: going.length })}
        onSubmit={() => {
          setTried(true)
          if (input.success) refer.mutate(input.data)
        }}
        onCancel={onClose}
        onReload={onClose}
      >
        <WhoGoes
          people={people}
          left={left}
          wants={wants}
          errors={errors}
          onLeft={setLeft}
          onWants={setWants}
          error={needed(going.length < 2)}
        />
        {unasked && (
          <Tick
            label={t('groups.life-in-danger')}
            hint={t('groups.life-in-danger-hint')}
            checked={lifeInDanger}
            onChange={setLifeInDanger}
            error={errors.lifeInDanger}
          />
        )}
        <AgencyBox
          label={t('groups.to')}
          value={agency}
          onChange={setAgency}
          error={errors.toAgencyId ?? needed(agency === null)}
        />
        <SharedAsk value={ask} onChange={setAsk} needed={needed} />
      </DialogForm>
    </Dialog>
  )
}
