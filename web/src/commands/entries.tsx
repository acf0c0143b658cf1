import type { Found } from '@palermo/shared/search/contract.ts'
import type { ReactNode } from 'react'
import { CaseStatusBadge } from '../cases/CaseStatusBadge.tsx'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import type { useCodeLabel } from '../codes/labels.ts'
import type { Translate } from '../messages.ts'
import type { Subject } from '../navigation/subjects.ts'
import { StatusBadge } from '../referrals/StatusBadge.tsx'
import { Onward } from '../ui/Onward.tsx'

/** A search result: its title, the record that it opens, and the rendering of its line. */
export interface FoundEntry {
  id: string
  group: string
  label: string
  subject: Subject
  line: ReactNode
}

/** Converts search results into lines that show reference and kind, but never data of a person. */
export const foundEntries = (
  { cases, referrals, agencies }: Found,
  t: Translate,
  label: ReturnType<typeof useCodeLabel>,
): FoundEntry[] => [
  ...cases.map(({ id, reference, status, childProcedure, lead }) => ({
    id: `case ${id}`,
    group: t('cases.title'),
    label: reference,
    subject: { subjectKind: 'case', subjectId: id },
    line: (
      <>
        <span className="figures font-strong">{reference}</span>
        <CaseStatusBadge status={status} />
        {childProcedure && <ChildBadge />}
        <span className="text-small text-quiet">{lead.name}</span>
      </>
    ),
  })),
  ...referrals.map(({ id, kind, status, caseReference, needs, from, to }) => ({
    id: `referral ${id}`,
    group: t('referrals.title'),
    label: [t(`referrals.kind.${kind}`), caseReference].filter(Boolean).join(' · '),
    subject: { subjectKind: 'referral', subjectId: id },
    line: (
      <>
        <span>
          <span className="font-strong">{t(`referrals.kind.${kind}`)}</span>
          {needs.length > 0 && ` · ${needs.map((need) => label('needs', need)).join(', ')}`}
        </span>
        <StatusBadge status={status} />
        <span className="basis-full text-small text-quiet">
          <span className="figures">{caseReference}</span> {from.name} <Onward /> {to?.name ?? '…'}
        </span>
      </>
    ),
  })),
  ...agencies.map(({ id, name, sector }) => ({
    id: `agency ${id}`,
    group: t('agencies.directory'),
    label: name,
    subject: { subjectKind: 'agency', subjectId: id },
    line: (
      <>
        <span className="font-strong">{name}</span>
        <span className="text-small text-quiet">{t(`sectors.${sector}`)}</span>
      </>
    ),
  })),
]
