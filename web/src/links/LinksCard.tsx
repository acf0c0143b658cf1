import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Link } from '@palermo/shared/links/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { CaseStatusBadge } from '../cases/CaseStatusBadge.tsx'
import { useTranslate } from '../messages.ts'
import { compartmentName } from '../notes/NoteForm.tsx'
import { wordsFor } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { toast } from '../ui/toast.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { endLink, linksQuery } from './queries.ts'

/**
 * Lists the links of this case. A link is shown only to readers who have access to its compartment in both linked
 * cases.
 */
export const LinksCard = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const [linking, setLinking] = useState(false)
  const list = useQuery(linksQuery(row.id))
  const { data } = list
  return (
    <Card
      title={t('links.title')}
      actions={
        data &&
        data.compartments.length > 0 && (
          <Button icon={Link2} onPress={() => setLinking(true)}>
            {t('links.make')}
          </Button>
        )
      }
    >
      {!data?.items.length && <EmptyState of={list} small sentence={t('links.none')} />}
      <ul className="-mx-1 flex flex-col divide-y divide-line">
        {data?.items.map((link) => (
          <Line key={link.id} link={link} caseId={row.id} />
        ))}
      </ul>
      {linking && data && <LinkDialog row={row} compartments={data.compartments} onClose={() => setLinking(false)} />}
    </Card>
  )
}

const Line = ({ link, caseId }: { link: Link; caseId: string }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const { id, kind, compartment, other, at, agencyName, personName } = link
  const end = useMutation({
    mutationFn: () => endLink(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: linksQuery(caseId).queryKey }),
    onSuccess: () => toast(t('links.ended')),
    onError: (why) => toast(t('ui.not-sent', { reason: wordsFor(why, t).title })),
  })
  return (
    <li className="flex flex-col gap-0.5 px-1 py-2">
      <p className="flex flex-wrap items-center gap-x-2">
        <TextLink to="/cases/$id" params={{ id: other.id }} className="figures">
          {other.reference}
        </TextLink>
        <span>{t(`links.kinds.${kind}`)}</span>
        {other.status !== 'open' && <CaseStatusBadge status={other.status} />}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-small text-quiet">
        {compartmentName(compartment, t)} · <At at={at} /> · {personName ?? agencyName ?? t('cases.another-agency')}
        <button
          type="button"
          onClick={() => end.mutate()}
          className="min-h-6 rounded-control px-1.5 text-accent hover:bg-hover touch:min-h-12 print:hidden"
        >
          {t('links.end')}
        </button>
      </p>
    </li>
  )
}
