import '../cases/page-messages.ts'
import './page-messages.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { type OpenCompartment, openCompartments } from '@palermo/shared/compartments.ts'
import { Asked, HandOver } from '@palermo/shared/handovers/terms.ts'
import { legalBases } from '@palermo/shared/requests/terms.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import { DialogForm } from '../acts/DialogForm.tsx'
import { colleaguesQuery } from '../agencies/queries.ts'
import { behindWall, useReaders } from '../cases/readers.ts'
import { useActOnCase } from '../cases/useActOnCase.ts'
import { useSay } from '../messages.ts'
import { wallName } from '../notes/NoteForm.tsx'
import { fieldErrors } from '../problem.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'

type Wall = z.infer<typeof OpenCompartment>
interface Part {
  compartment: Wall
  text: string
}

/** To whom, what the person says to it, and the summary, each part behind its own wall. */
export const HandOverDialog = ({ row, onClose }: { row: Case; onClose: () => void }) => {
  const say = useSay()
  const me = useMe()
  const queryClient = useQueryClient()
  const readers = useReaders(row)
  const act = useActOnCase(row, () => {
    void queryClient.invalidateQueries({ queryKey: ['handovers'] })
    onClose()
  })
  const own = openCompartments.filter((wall) => row.noteCompartments.includes(wall))
  // Who answers for the team writes behind a wall that they do not stand behind.
  const walls = own.length > 0 ? own : (['C1'] as const)
  const agencies = [
    ...new Map(
      behindWall(row.team, 'C0')
        .filter(({ agency }) => agency.id !== me.agencyId)
        .map(({ agency }) => [agency.id, agency.name]),
    ),
  ]
  const { data: colleagues } = useQuery(colleaguesQuery(me.agencyId))
  const [to, setTo] = useState<'colleague' | 'agency'>('colleague')
  const [person, setPerson] = useState('')
  const [agency, setAgency] = useState('')
  const [asked, setAsked] = useState<z.infer<typeof Asked>>()
  const [basis, setBasis] = useState('')
  const [parts, setParts] = useState<Part[]>([{ compartment: walls[0] ?? 'C1', text: '' }])
  const [tried, setTried] = useState(false)
  const errors = fieldErrors(act.error)
  const needsBasis = to === 'agency' && asked !== undefined && asked !== 'yes'
  const input = HandOver.safeParse({
    ...(to === 'colleague' ? { toPersonId: person } : { toAgencyId: agency }),
    asked,
    ...(needsBasis && basis ? { legalBasis: basis } : {}),
    summary: parts.map(({ compartment, text }) => ({ compartment, text: text.trim() })),
  })
  const missing = (wrong: boolean) => (tried && wrong ? say('acts.needed') : undefined)
  const free = walls.filter((wall) => !parts.some(({ compartment }) => compartment === wall))
  const change = (at: number, part: Partial<Part>) =>
    setParts(parts.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <Dialog title={say('cases.acts.hand-over.verb')} lead={say('handovers.lead')} isOpen onClose={onClose} wide>
      <DialogForm
        act={act}
        verb={say('handovers.offer')}
        onSubmit={() => {
          setTried(true)
          if (input.success && !(needsBasis && !basis)) act.mutate({ ...input.data, action: 'hand-over' })
        }}
        onCancel={onClose}
        onReload={act.reload}
      >
        {agencies.length > 0 && (
          <Choice
            label={say('handovers.to')}
            options={(['colleague', 'agency'] as const).map((value) => ({
              value,
              label: say(`handovers.to-${value}`),
            }))}
            value={to}
            onChange={setTo}
            columns
          />
        )}
        {to === 'colleague' ? (
          <Select
            label={say('handovers.colleague')}
            none={say('acts.choose')}
            value={person}
            options={(colleagues?.items ?? [])
              .filter(({ id }) => id !== row.leadPersonId)
              .map(({ id, name, function: fn }) => ({
                value: id,
                label: id === me.personId ? say('agencies.you') : `${name} · ${say(`functions.${fn}`)}`,
              }))}
            onChange={setPerson}
            error={errors.toPersonId ?? missing(!person)}
          />
        ) : (
          <Select
            label={say('handovers.to-agency')}
            none={say('acts.choose')}
            value={agency}
            options={agencies.map(([value, label]) => ({ value, label }))}
            onChange={setAgency}
            error={errors.toAgencyId ?? missing(!agency)}
          />
        )}
        <Choice
          label={say('handovers.asked')}
          options={Asked.options.map((value) => ({ value, label: say(`handovers.askeds.${value}`) }))}
          value={asked}
          onChange={setAsked}
          columns
          error={errors.asked ?? missing(!asked)}
        />
        {needsBasis && (
          <Select
            label={say('handovers.basis')}
            none={say('acts.choose')}
            value={basis}
            options={legalBases
              .filter((value) => value !== 'consent')
              .map((value) => ({ value, label: say(`handovers.bases.${value}`) }))}
            onChange={setBasis}
            error={errors.legalBasis ?? missing(!basis)}
          />
        )}
        {parts.map((part, at) => (
          <fieldset key={part.compartment} className="flex flex-col gap-2">
            <legend className="sr-only">{wallName(part.compartment, say)}</legend>
            <TextArea
              label={say('handovers.part')}
              hint={say('handovers.part-hint')}
              readers={readers(part.compartment)}
              rows={4}
              maxLength={10_000}
              value={part.text}
              onChange={(text) => change(at, { text })}
              error={missing(part.text.trim() === '')}
            />
            <Select
              label={say('handovers.wall')}
              value={part.compartment}
              options={walls
                .filter((wall) => wall === part.compartment || free.includes(wall))
                .map((value) => ({ value, label: wallName(value, say) }))}
              onChange={(next) => next && change(at, { compartment: next })}
            />
          </fieldset>
        ))}
        {free[0] && (
          <div>
            <Button
              rank="quiet"
              icon={Plus}
              onPress={() => free[0] && setParts([...parts, { compartment: free[0], text: '' }])}
            >
              {say('handovers.part-more')}
            </Button>
          </div>
        )}
      </DialogForm>
    </Dialog>
  )
}
