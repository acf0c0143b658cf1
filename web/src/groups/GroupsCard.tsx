import type { Case } from '@palermo/shared/cases/contract.ts'
import { type ActOnGroup, type Group, groupWishes } from '@palermo/shared/groups/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Send, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { z } from 'zod'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { runs } from '../cases/acts.ts'
import { CaseStatusBadge } from '../cases/CaseStatusBadge.tsx'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { useSay } from '../messages.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Select } from '../ui/Select.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { AddMember } from './AddMember.tsx'
import { GroupDialog } from './GroupDialog.tsx'
import { actOnGroup, groupsQuery } from './queries.ts'

const ReferTogetherDialog = lazy(() =>
  import('./ReferTogetherDialog.tsx').then((found) => ({ default: found.ReferTogetherDialog })),
)

/** With whom the person belongs, and what they wish: told to every agency that one of them is referred to. */
export const GroupsCard = ({ row }: { row: Case }) => {
  const say = useSay()
  const [making, setMaking] = useState(false)
  const list = useQuery(groupsQuery(row.id))
  const { data } = list
  return (
    <Card
      title={say('groups.title')}
      actions={
        runs(row) && (
          <Button icon={Users} onPress={() => setMaking(true)}>
            {say('groups.make')}
          </Button>
        )
      }
    >
      {!data?.items.length && <EmptyState of={list} small sentence={say('groups.none')} />}
      {data?.items.map((group) => (
        <GroupPart key={group.id} group={group} row={row} />
      ))}
      {making && <GroupDialog row={row} onClose={() => setMaking(false)} />}
    </Card>
  )
}

const GroupPart = ({ group, row }: { group: Group; row: Case }) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const [referring, setReferring] = useState(false)
  const together = !row.agencyOnly && group.members.filter(runs).length > 1
  const reload = () => void queryClient.invalidateQueries({ queryKey: ['groups'] })
  const act = useMutation({
    mutationFn: (input: z.input<typeof ActOnGroup>) => actOnGroup(group.id, input),
    onSettled: reload,
  })
  return (
    <section aria-label={say(`groups.kinds.${group.kind}`)} className="flex flex-col gap-2">
      <ActTrouble error={act.error} onReload={reload} />
      <Select
        label={say('groups.wish-of', { kind: say(`groups.kinds.${group.kind}`) })}
        value={group.wish}
        options={groupWishes.map((value) => ({ value, label: say(`groups.wishes.${value}`) }))}
        onChange={(wish) => wish && act.mutate({ action: 'set-wish', wish })}
      />
      <ul className="-mx-1 flex flex-col divide-y divide-line">
        {group.members.map(({ caseId, reference, status, childProcedure }) => (
          <li key={caseId} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-1 py-1.5">
            {caseId === row.id ? (
              <span className="figures">{say('groups.this-case', { reference })}</span>
            ) : (
              <TextLink to="/cases/$id" params={{ id: caseId }} className="figures">
                {reference}
              </TextLink>
            )}
            {childProcedure && <ChildBadge />}
            {status !== 'open' && <CaseStatusBadge status={status} />}
            <span className="ms-auto flex gap-1 print:hidden">
              {caseId !== row.id && runs({ status }) && (
                <ButtonLink
                  to="/referrals/new"
                  search={{ case: caseId }}
                  rank="quiet"
                  icon={Send}
                  aria-label={say('groups.refer', { reference })}
                >
                  {say('groups.refer-short')}
                </ButtonLink>
              )}
              <Button
                rank="quiet"
                aria-label={say('groups.take-out', { reference })}
                onPress={() => act.mutate({ action: 'take-out', caseId })}
              >
                {say('groups.take-out-short')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {together && (
        <div className="print:hidden">
          <Button icon={Send} onPress={() => setReferring(true)}>
            {say('groups.refer-together')}
          </Button>
        </div>
      )}
      {referring && (
        <Suspense>
          <ReferTogetherDialog group={group} onClose={() => setReferring(false)} />
        </Suspense>
      )}
      <AddMember onAdd={(reference) => act.mutate({ action: 'add', reference })} isPending={act.isPending} />
    </section>
  )
}
