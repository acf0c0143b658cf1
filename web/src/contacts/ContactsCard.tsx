import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Contact } from '@palermo/shared/contacts/contract.ts'
import { triesBeforeLost } from '@palermo/shared/contacts/terms.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { PhoneCall } from 'lucide-react'
import { useState } from 'react'
import { AskBack } from '../acts/AskBack.tsx'
import { runs } from '../cases/acts.ts'
import { WaitingEntries } from '../entries/WaitingEntries.tsx'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { toast } from '../ui/toast.ts'
import { LogContact } from './LogContact.tsx'
import { contactsQuery, strikeContact } from './queries.ts'
import { SafeRules } from './SafeRules.tsx'

const few = 5

/**
 * Lists and counts the attempts to contact the person. The page never decides that contact is lost, because a member of
 * staff must decide that.
 */
export const ContactsCard = ({ row, onLost }: { row: Case; onLost: () => void }) => {
  const t = useTranslate()
  const [logging, setLogging] = useState(false)
  const [all, setAll] = useState(false)
  const list = useInfiniteQuery(contactsQuery(row.id))
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const shown = all ? items : items.slice(0, few)
  const older = () => {
    if (all) void list.fetchNextPage()
    setAll(true)
  }
  const asksWhetherLost =
    first && first.inVain >= triesBeforeLost(row.childProcedure) && row.actions.includes('lose-contact')
  return (
    <Card
      title={t('contacts.title')}
      actions={
        runs(row) && (
          <Button icon={PhoneCall} onPress={() => setLogging(true)}>
            {t('contacts.log')}
          </Button>
        )
      }
    >
      {first && <SafeRules log={first} />}
      {first && first.inVain > 0 && (
        <Alert
          tone="warn"
          title={t('contacts.in-vain', { count: first.inVain })}
          action={asksWhetherLost && <Button onPress={onLost}>{t('cases.acts.lose-contact.verb')}</Button>}
        >
          {first.lastReachedAt ? (
            <>
              {t('contacts.last-reached')} <At at={first.lastReachedAt} />
            </>
          ) : (
            t('contacts.never-reached')
          )}
        </Alert>
      )}
      <WaitingEntries caseId={row.id} kind="contact" />
      {items.length === 0 && <EmptyState of={list} small sentence={t('contacts.none')} />}
      <ol className="-mx-1 flex flex-col divide-y divide-line">
        {shown.map((contact) => (
          <Line key={contact.id} contact={contact} />
        ))}
      </ol>
      {(items.length > shown.length || (all && list.hasNextPage)) && (
        <div className="print:hidden">
          <Button rank="quiet" onPress={older} isPending={list.isFetchingNextPage}>
            {t('contacts.older')}
          </Button>
        </div>
      )}
      {logging && <LogContact caseId={row.id} reference={row.reference} onClose={() => setLogging(false)} />}
    </Card>
  )
}

const Line = ({ contact }: { contact: Contact }) => {
  const t = useTranslate()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const strike = useMutation({
    mutationFn: () => strikeContact(queryClient, contact.id),
    onError: (why) => toast(t('ui.not-sent', { reason: wordsFor(why, t).title })),
    onSettled: () => setAsking(false),
  })
  const { at, way, outcome, safe, note, agencyName, personName, mine, struck } = contact
  const who = mine ? t('agencies.you') : (personName ?? agencyName ?? t('cases.another-agency'))
  return (
    <li className={`flex flex-col gap-0.5 px-1 py-2 ${struck ? 'text-quiet' : ''}`}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong className={struck ? 'line-through' : ''}>{t(`contacts.outcomes.${outcome}`)}</strong>
        <span className="text-quiet">{t(`contacts.ways.${way}`)}</span>
        {struck && <Badge tone="ended">{t('contacts.struck')}</Badge>}
        {!struck && safe === 'no' && <Badge tone="late">{t('contacts.not-safe')}</Badge>}
      </p>
      {note && (
        <p dir="auto" className="measure whitespace-pre-wrap">
          {note}
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-2 text-small text-quiet">
        <At at={at} /> · {who}
        {mine && !struck && (
          <button
            type="button"
            onClick={() => setAsking(true)}
            className="min-h-6 rounded-control px-1.5 text-accent hover:bg-hover touch:min-h-12 print:hidden"
          >
            {t('contacts.strike')}
          </button>
        )}
        {asking && (
          <AskBack
            title={t('contacts.strike')}
            lead={t('contacts.strike-lead')}
            verb={t('contacts.strike')}
            rank="danger"
            isOpen
            isPending={strike.isPending}
            onYes={() => strike.mutate()}
            onClose={() => setAsking(false)}
          />
        )}
      </p>
    </li>
  )
}
