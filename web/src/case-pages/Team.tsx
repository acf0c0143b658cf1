import type { Case, TeamMember } from '@palermo/shared/cases/contract.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import { UserPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { hasWords, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { OpenEarlierDialog } from './OpenEarlierDialog.tsx'

/**
 * Lists the members of the case with the start of their membership and their compartments, as far as the reader may
 * know. Names of persons are shown only for the reader's own agency.
 */
export const Team = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const [assigning, setAssigning] = useState(false)
  const [opening, setOpening] = useState<TeamMember['agency']>()
  const opens = row.actions.includes('open-earlier')
  const mayOpen = (id: string) =>
    opens && id !== me.agencyId && id !== row.lead.id && !row.earlier.opened.includes(id) && joinedLater(row, id)
  const now = row.team.filter(({ untilAt }) => untilAt === null)
  const former = row.team.filter(({ untilAt }) => untilAt !== null)
  return (
    <Card
      title={t('cases.team')}
      flush
      actions={
        row.mayAssign && (
          <Button rank="quiet" icon={UserPlus} onPress={() => setAssigning(true)}>
            {t('cases.assign-colleague')}
          </Button>
        )
      }
    >
      <ul className="divide-y divide-line border-t border-line">
        {now.map((member) => (
          <Member
            key={keyOf(member)}
            member={member}
            leads={leads(row, member)}
            earlier={
              row.earlier.opened.includes(member.agency.id) ? (
                <p className="text-small text-quiet">{t('cases.earlier-opened')}</p>
              ) : mayOpen(member.agency.id) ? (
                <Button rank="quiet" onPress={() => setOpening(member.agency)}>
                  {t('cases.acts.open-earlier.verb')}
                </Button>
              ) : undefined
            }
          />
        ))}
      </ul>
      {row.lead.id !== me.agencyId && (
        <p className="measure border-t border-line px-4 py-2 text-quiet">
          {t('cases.team-others', { agency: row.lead.name })}
        </p>
      )}
      {former.length > 0 && (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-4 py-2 text-quiet hover:bg-hover">
            {t('cases.former', { count: former.length })}
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {former.map((member) => (
              <Member key={keyOf(member)} member={member} leads={false} />
            ))}
          </ul>
        </details>
      )}
      {opening && <OpenEarlierDialog row={row} agency={opening} onClose={() => setOpening(undefined)} />}
      {assigning && <AssignDialog row={row} onClose={() => setAssigning(false)} />}
    </Card>
  )
}

const keyOf = ({ agency, personId, function: staffRole, fromAt }: TeamMember) =>
  `${agency.id}-${personId ?? staffRole ?? 'all'}-${fromAt}`

const leads = (row: Case, { agency, personId }: TeamMember) =>
  agency.id === row.lead.id && personId !== null && personId === row.leadPersonId

interface MemberProps {
  member: TeamMember
  leads: boolean
  /** The button that lets this member read earlier entries. */
  earlier?: ReactNode
}

const Member = ({ member, leads, earlier }: MemberProps) => {
  const t = useTranslate()
  const { agency, personName, function: staffRole, compartments, fromAt, untilAt } = member
  const role = staffRole ? t(`functions.${staffRole}`) : t('cases.whole-agency')
  return (
    <li className="px-4 py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong className="font-strong">{personName ?? role}</strong>
        {personName && <span className="text-quiet">{role}</span>}
        {leads && <span className="text-small font-strong text-accent">{t('cases.leads')}</span>}
      </p>
      <p>{agency.name}</p>
      <p className="text-small text-quiet">
        {untilAt ? (
          <>
            <At at={fromAt} /> – <At at={untilAt} />
          </>
        ) : (
          <>
            {t('cases.since')} <At at={fromAt} />
          </>
        )}
        {sealedCompartments(compartments).length > 0 && (
          <>
            {' · '}
            {t('cases.reads', {
              compartments: sealedCompartments(compartments)
                .map((compartment) => t(`cases.compartments.${compartment}`))
                .join(', '),
            })}
          </>
        )}
      </p>
      {earlier}
    </li>
  )
}

/** Whether the agency was not on the case when the case was opened. */
const joinedLater = ({ team, openedAt }: Case, id: string) =>
  !team.some(({ agency, fromAt }) => agency.id === id && Date.parse(fromAt) <= Date.parse(openedAt))

const sealedCompartments = (compartments: readonly Compartment[]) =>
  compartments.filter((compartment) => compartment !== 'C0' && hasWords(`cases.compartments.${compartment}`))
