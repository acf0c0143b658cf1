import './page-messages.ts'
import { type Need, needs } from '@palermo/shared/codes/needs.ts'
import { type Urgency, urgencies } from '@palermo/shared/codes/urgency.ts'
import type { FiveValued } from '@palermo/shared/forms/answers.ts'
import { type Group, ReferTogether } from '@palermo/shared/groups/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DialogForm } from '../acts/DialogForm.tsx'
import { AgencyBox } from '../agencies/AgencyBox.tsx'
import { submissionKeys } from '../api.ts'
import { runs } from '../cases/acts.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useSay } from '../messages.ts'
import { fieldErrors } from '../problem.ts'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Tick } from '../ui/Tick.tsx'
import { toast } from '../ui/toast.ts'
import { referTogether } from './queries.ts'
import { WhoGoes } from './WhoGoes.tsx'

/** One agency asked for several of them in one act; what is the same for all is written once. */
export const ReferTogetherDialog = ({ group, onClose }: { group: Group; onClose: () => void }) => {
  const say = useSay()
  const label = useCodeLabel()
  const queryClient = useQueryClient()
  const people = group.members.filter(runs)
  const [left, setLeft] = useState<readonly string[]>([])
  const [wants, setWants] = useState<Record<string, FiveValued>>({})
  const [agency, setAgency] = useState<string | null>(null)
  const [urgency, setUrgency] = useState<Urgency>('soon')
  const [asked, setAsked] = useState<readonly Need[]>(['bed'])
  const [safeNow, setSafeNow] = useState<'yes' | 'no' | 'not-sure'>()
  const [lifeInDanger, setLifeInDanger] = useState(false)
  const [story, setStory] = useState('')
  const [meetingPoint, setMeetingPoint] = useState('')
  const [tried, setTried] = useState(false)
  const [keyOf] = useState(submissionKeys)
  const going = people.filter(({ caseId }) => !left.includes(caseId))
  const input = ReferTogether.safeParse({
    toAgencyId: agency ?? undefined,
    members: going.map(({ caseId }) => ({ caseId, wants: wants[caseId] ?? 'not-asked' })),
    urgency,
    needs: asked,
    safeNow,
    lifeInDanger,
    ...(story.trim() ? { story } : {}),
    ...(meetingPoint.trim() ? { meetingPoint } : {}),
  })
  const refer = useMutation({
    mutationFn: (body: ReferTogether) => referTogether(group.id, body, keyOf(body)),
    onSuccess: ({ items }) => {
      toast(say('groups.referred', { count: items.length }))
      for (const key of ['groups', 'cases', 'referrals', 'desk'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const errors = fieldErrors(refer.error)
  const needed = (wrong: boolean) => (tried && wrong ? say('acts.needed') : undefined)
  const unasked = going.some(
    ({ caseId, childProcedure }) => !childProcedure && ['not-asked', 'unknown'].includes(wants[caseId] ?? 'not-asked'),
  )
  return (
    <Dialog title={say('groups.refer-together')} lead={say('groups.refer-together-lead')} isOpen onClose={onClose} wide>
      <DialogForm
        act={refer}
        verb={say('groups.refer-count', { count: going.length })}
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
            label={say('groups.life-in-danger')}
            hint={say('groups.life-in-danger-hint')}
            checked={lifeInDanger}
            onChange={setLifeInDanger}
            error={errors.lifeInDanger}
          />
        )}
        <AgencyBox
          label={say('groups.to')}
          value={agency}
          onChange={setAgency}
          error={errors.toAgencyId ?? needed(agency === null)}
        />
        <Select
          label={say('groups.urgency')}
          value={urgency}
          options={urgencies.map((value) => ({ value, label: label('urgencies', value) }))}
          onChange={(value) => value && setUrgency(value)}
        />
        <Choice
          label={say('groups.safe-now')}
          options={(['yes', 'no', 'not-sure'] as const).map((value) => ({ value, label: say(`groups.safe.${value}`) }))}
          value={safeNow}
          onChange={setSafeNow}
          columns
          error={needed(safeNow === undefined)}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-1 font-strong">{say('groups.needs')}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {needs.map((need) => (
              <Tick
                key={need}
                label={label('needs', need)}
                checked={asked.includes(need)}
                onChange={(on) => setAsked(on ? [...asked, need] : asked.filter((one) => one !== need))}
              />
            ))}
          </div>
          {tried && asked.length === 0 && <p className="text-small text-late">{say('acts.needed')}</p>}
        </fieldset>
        <TextArea
          label={say('groups.story')}
          hint={say('groups.story-hint')}
          optional
          rows={4}
          maxLength={2000}
          value={story}
          onChange={setStory}
        />
        <TextField
          label={say('groups.meeting-point')}
          optional
          value={meetingPoint}
          onChange={setMeetingPoint}
          autoComplete="off"
        />
      </DialogForm>
    </Dialog>
  )
}
