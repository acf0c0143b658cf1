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
import { useTranslate } from '../messages.ts'
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

/**
 * Shows the groups to which the person belongs and creates groups. Every agency that receives a referral of a member is
 * shown the wish of the group.
 */
export const GroupsCard = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const [making, setMaking] = useState(false)
  const list = useQuery(groupsQuery(row.id))
  const { data } = list
  return (
    <Card
      title={t('groups.title')}
      actions={
        runs(row) && (
          <Button icon={Users} onPress={() => setMaking(true)}>
            {t('groups.make')}
          </Button>
        )
      }
    >
      {!data?.items.length && <EmptyState of={list} small sentence={t('groups.none')} />}
      {data?.items.map((group) => (
        <GroupPart key={group.id} group={group} row={row} />
      ))}
      {making && <GroupDialog row={row} onClose={() => setMaking(false)} />}
    </Card>
  )
}

const GroupPart = ({ group, row }: { group: Group; row: Case }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [referring, setReferring] = useState(false)
  const together = !row.agencyOnly && group.members.filter(runs).length > 1
  const reload = () => void queryClient.invalidateQueries({ queryKey: ['groups'] })
  const act = useMutation({
    mutationFn: (input: z.input<typeof ActOnGroup>) => actOnGroup(group.id, input),
    onSettled: reload,
  })
  return (
    <section aria-label={t(`groups.kinds.${group.kind}`)} className="flex flex-col gap-2">
      <ActTrouble error={act.error} onReload={reload} />
      <Select
        label={t('groups.wish-of', { kind: t(`groups.kinds.${group.kind}`) })}
        value={group.wish}
        options={groupWishes.map((value) => ({ value, label: t(`groups.wishes.${value}`) }))}
        onChange={(wish) => wish && act.mutate({ action: 'set-wish', wish })}
      />
      <ul className="-mx-1 flex flex-col divide-y divide-line">
        {group.members.map(({ caseId, reference, status, childProcedure }) => (
          <li key={caseId} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-1 py-1.5">
            {caseId === row.id ? (
              <span className="figures">{t('groups.this-case', { reference })}</span>
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
                  aria-label={t('groups.refer', { reference })}
                >
                  {t('groups.refer-short')}
                </ButtonLink>
              )}
              <Button
                rank="quiet"
                aria-label={t('groups.take-out', { reference })}
                onPress={() => act.mutate({ action: 'take-out', caseId })}
              >
                {t('groups.take-out-short')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {together && (
        <div className="print:hidden">
          <Button icon={Send} onPress={() => setReferring(true)}>
            {t('groups.refer-together')}
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
