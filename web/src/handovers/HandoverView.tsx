import { type ActOnHandover, Handover } from '@palermo/shared/handovers/contract.ts'
import { DeclineHandover, TakeOver } from '@palermo/shared/handovers/record.ts'
import { handoverDeclineReasons } from '@palermo/shared/handovers/terms.ts'
import { useQueryClient } from '@tanstack/react-query'
import { ActFormDialog } from '../acts/ActFormDialog.tsx'
import { type ActField, reasonField } from '../acts/fields.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useInView } from '../keys/in-view.ts'
import { useTranslate } from '../messages.ts'
import { compartmentName } from '../notes/NoteForm.tsx'
import { useMe } from '../session/useSession.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Due } from '../ui/Due.tsx'
import { toast } from '../ui/toast.ts'
import { actOnHandover, handoverQuery } from './queries.ts'

type Act = ActOnHandover['action']
interface Props {
  row: Handover
  /** The name of the action whose form is open; undefined if no form is open. */
  act: string | undefined
  onAct: (act: string | undefined) => void
}

/** Shows a hand-over to its receiver, who answers it here: facts of the case, the person's answer, and the summary. */
export const HandoverView = ({ row, act, onAct }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { from, fromName, to, toName, asked, legalBasis, shell, summary } = row
  const open = row.actions.find((one) => one === act)
  const acts = row.actions.map((id) => ({ id, label: t(`handovers.${id}`), run: () => onAct(id) }))
  useInView({ title: t('handovers.title'), acts })
  return (
    <div className="@container flex flex-col gap-4">
      <Card
        title={t('handovers.title')}
        beside={<HandoverBadge status={row.status} />}
        actions={
          row.caseOpen && (
            <ButtonLink to="/cases/$id" params={{ id: row.caseId }}>
              {t('handovers.open-case')}
            </ButtonLink>
          )
        }
      >
        {row.status === 'offered' && (
          <p>{t('handovers.offered-to', { to: toName ?? to.name, from: fromName ?? from.name })}</p>
        )}
        {row.dueAt && <Due at={row.dueAt} late={row.late} />}
        {row.declineReason && <p>{t(`handovers.reasons.${row.declineReason}`)}</p>}
        <p>{t('handovers.word', { words: t(`handovers.askeds.${asked}`) })}</p>
        {legalBasis && legalBasis !== 'consent' && <p className="text-quiet">{t(`handovers.bases.${legalBasis}`)}</p>}
        <div className="flex flex-wrap gap-2 print:hidden">
          {acts.map(({ id, label: verb, run }, at) => (
            <Button key={id} rank={at === 0 ? 'primary' : 'secondary'} onPress={run}>
              {verb}
            </Button>
          ))}
        </div>
      </Card>
      {shell && (
        <Card title={t('handovers.goes-along')}>
          <p>
            {label('urgencies', shell.urgency)} · {label('age-bands', shell.ageBand)}
            {shell.childProcedure && ` · ${t('cases.child')}`}
          </p>
          <p>{t('handovers.referrals', { count: shell.referrals })}</p>
          <ul className="flex flex-col divide-y divide-line">
            {shell.clocks.map(({ key, dueAt }) => (
              <Thing key={key} what={stepWords(key, t)} dueAt={dueAt} />
            ))}
            {shell.tasks.map(({ id, kind, dueAt }) => (
              <Thing key={id} what={t(`tasks.kinds.${kind}`)} dueAt={dueAt} />
            ))}
          </ul>
          {shell.tasks.length === 0 && <p className="text-quiet">{t('handovers.no-tasks')}</p>}
        </Card>
      )}
      <Card title={t('handovers.summary')}>
        {summary.map(({ compartment, text }) => (
          <section key={compartment} className="flex flex-col gap-1">
            <h3 className="text-small text-quiet">{compartmentName(compartment, t)}</h3>
            <p dir="auto" className="measure whitespace-pre-wrap">
              {text}
            </p>
          </section>
        ))}
        {summary.length === 0 && <p className="measure text-quiet">{t('handovers.summary-elsewhere')}</p>}
        {shell && shell.compartments.length > summary.length && (
          <p className="text-small text-quiet">
            {t('handovers.compartments', {
              compartments: shell.compartments.map((compartment) => compartmentName(compartment, t)).join(' · '),
            })}
          </p>
        )}
      </Card>
      {open && <ActOn row={row} action={open} onClose={() => onAct(undefined)} />}
    </div>
  )
}

const Thing = ({ what, dueAt }: { what: string; dueAt: string }) => (
  <li className="flex flex-wrap justify-between gap-x-4 py-1.5">
    <span>{what}</span>
    <Due at={dueAt} />
  </li>
)

const tones: Record<Handover['status'], Tone> = {
  offered: 'accent',
  accepted: 'done',
  declined: 'ended',
  withdrawn: 'ended',
}
const HandoverBadge = ({ status }: { status: Handover['status'] }) => (
  <Badge tone={tones[Handover.shape.status.parse(status)]}>{useTranslate()(`handovers.status.${status}`)}</Badge>
)

const done: Record<Act, string> = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' }

const ActOn = ({ row, action, onClose }: { row: Handover; action: Act; onClose: () => void }) => {
  const t = useTranslate()
  const me = useMe()
  const queryClient = useQueryClient()
  const names = row.to.id !== row.from.id && me.actions.includes('see-team')
  const fields: readonly ActField[] =
    action === 'accept' && names
      ? [{ kind: 'colleague', name: 'assigneeId' }]
      : action === 'decline'
        ? [reasonField(handoverDeclineReasons, (code) => t(`handovers.reasons.${code}`))]
        : []
  return (
    <ActFormDialog
      title={t(`handovers.${action}`)}
      lead={t(`handovers.${action}.lead`)}
      words={`handovers.${action}`}
      schema={action === 'decline' ? DeclineHandover : TakeOver}
      fields={fields}
      act={(input) => actOnHandover(queryClient, row.id, { ...input, action, version: row.version } as ActOnHandover)}
      onDone={() => toast(t(`handovers.${done[action]}`))}
      onClose={onClose}
      onReload={() => {
        void queryClient.invalidateQueries({ queryKey: handoverQuery(row.id).queryKey })
        onClose()
      }}
    />
  )
}
