import { Rota } from '@palermo/shared/agencies/contract.ts'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { keepRota, rotaQuery } from '../agencies/queries.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors, Refused } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toast.ts'
import { useFirstFault } from '../ui/useFirstFault.ts'
import { todayIn } from '../ui/when.ts'
import { EveryDay } from './EveryDay.tsx'
import { type DraftShift, draftOf, shiftOf } from './rota.ts'
import { ShiftRow } from './ShiftRow.tsx'

/** Edits the rota of the next fourteen days. The rota is saved as a whole; past shifts stay unchanged. */
export const RotaPage = ({ id }: { id: string }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data } = useSuspenseQuery(rotaQuery(id))
  const [rota, setRota] = useState(data)
  const [shifts, setShifts] = useState(() => data.shifts.map((shift) => draftOf(shift, data.zone)))
  const back = () => void navigate({ to: '/directory/$id', params: { id } })
  const keep = useMutation({
    mutationFn: () => keepRota(queryClient, id, { version: rota.version, shifts: whole(shifts, rota.zone) }),
    onSuccess: () => {
      toast(t('agencies.rota-saved'))
      back()
    },
  })
  const reload = async () => {
    const current = keep.error instanceof Refused ? Rota.safeParse(keep.error.document.current) : undefined
    const now = current?.success ? current.data : await queryClient.fetchQuery({ ...rotaQuery(id), staleTime: 0 })
    setRota(now)
    setShifts(now.shifts.map((shift) => draftOf(shift, now.zone)))
    keep.reset()
  }
  const errors = fieldErrors(keep.error, t)
  const list = useFirstFault<HTMLUListElement>(keep.error)
  const add = (more: DraftShift[]) => setShifts((before) => byTime([...before, ...more]))
  const today = todayIn(rota.zone)
  return (
    <Page title={t('agencies.rota')} lead={t('agencies.local-time', { zone: rota.zone })}>
      <EveryDay zone={rota.zone} onFill={add} />
      <Card
        title={t('agencies.rota-shifts')}
        flush
        actions={
          <Button
            icon={Plus}
            onPress={() =>
              add([{ key: crypto.randomUUID(), phone: '', from: `${today}T17:00`, until: `${today}T23:59` }])
            }
          >
            {t('agencies.rota-add')}
          </Button>
        }
      >
        {shifts.length === 0 && (
          <p className="measure border-t border-line px-4 py-3 text-quiet">{t('agencies.rota-empty')}</p>
        )}
        <ul ref={list} className="divide-y divide-line border-t border-line">
          {shifts.map((shift, index) => (
            <ShiftRow
              key={shift.key}
              shift={shift}
              zone={rota.zone}
              errors={{
                phone: errors[`shifts/${index}/phone`],
                from: errors[`shifts/${index}/fromAt`],
                until: errors[`shifts/${index}/untilAt`],
              }}
              onChange={(next) => setShifts(shifts.map((one) => (one.key === shift.key ? next : one)))}
              onRemove={() => setShifts(shifts.filter(({ key }) => key !== shift.key))}
            />
          ))}
        </ul>
      </Card>
      <ActTrouble error={keep.error} onReload={() => void reload()} />
      <div className="flex flex-wrap gap-2">
        <Button rank="primary" onPress={() => keep.mutate()} isPending={keep.isPending}>
          {t('agencies.rota-save')}
        </Button>
        <Button rank="quiet" onPress={back}>
          {t('acts.cancel')}
        </Button>
      </div>
    </Page>
  )
}

const byTime = (shifts: DraftShift[]) => shifts.toSorted((one, other) => one.from.localeCompare(other.from))

/**
 * Converts the shifts for the server. A shift with an incomplete time is sent as typed, so that the server's error is
 * shown at that shift.
 */
const whole = (shifts: readonly DraftShift[], zone: string) =>
  shifts.map((draft) => shiftOf(draft, zone) ?? { phone: draft.phone, fromAt: draft.from, untilAt: draft.until })
