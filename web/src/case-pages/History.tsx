import type { Case } from '@palermo/shared/cases/contract.ts'
import type { TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { timelineQuery } from '../cases/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, type Translate, useTranslate } from '../messages.ts'
import { codesOfEvent, eventSentence, kindLabel, useWordsOf } from '../records/history.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { TextLink } from '../ui/TextLink.tsx'

const few = 10
const many = 30

/**
 * Lists the events of this case, newest first. Only coded facts are shown, because free text stays in its compartment.
 */
export const History = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const [kind, setKind] = useState('')
  const [shown, setShown] = useState(few)
  const list = useInfiniteQuery(timelineQuery(row.id))
  const all = (list.data?.pages ?? []).flatMap(({ items }) => items)
  const events = all.filter(({ subjectKind }) => kind === '' || subjectKind === kind)
  const kinds = [...new Set(all.map(({ subjectKind }) => subjectKind))]
  useWordsOf(kinds)
  // Names of the receiving agencies by referral id. A referral that the reader may not open is missing here, so the
  // list shows only that its event happened.
  const receivers = new Map(row.referrals.map(({ id, to }) => [id, to?.name ?? null]))
  const older = () => {
    if (events.length < shown + many && list.hasNextPage) void list.fetchNextPage()
    setShown(shown + many)
  }
  return (
    <Card
      title={t('timeline.title')}
      actions={
        <FilterSelect
          label={t('cases.history-kind')}
          value={kind}
          options={kinds.flatMap((value) => {
            const name = kindLabel(value, t)
            return name === undefined ? [] : [{ value, label: name }]
          })}
          onChange={setKind}
        />
      }
    >
      {events.length === 0 && <EmptyState of={list} small rows={4} sentence={t('cases.history-none')} />}
      <ol className="flex flex-col">
        {events.slice(0, shown).map((event) => (
          <Event key={event.id} event={event} to={receivers.get(event.subjectId)} />
        ))}
      </ol>
      {(list.hasNextPage || events.length > shown) && (
        <div className="print:hidden">
          <Button onPress={older} isPending={list.isFetchingNextPage}>
            {t('cases.history-older')}
          </Button>
        </div>
      )}
    </Card>
  )
}

const Event = ({ event, to }: { event: TimelineEvent; to: string | null | undefined }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const facts = factsOf(event, t, label)
  return (
    <li className="relative flex gap-3 pb-3 last:pb-0">
      <span aria-hidden="true" className="relative flex w-2.5 shrink-0 justify-center">
        <span className="absolute top-3 bottom-[-0.75rem] w-px bg-line" />
        <span className="relative mt-2 size-2 rounded-full bg-edge" />
      </span>
      <div className="min-w-0">
        <p>
          {event.subjectKind === 'referral' && to !== undefined ? (
            <TextLink to="/referrals/$id" params={{ id: event.subjectId }}>
              {eventWords(event, to, t)}
            </TextLink>
          ) : (
            eventWords(event, to, t)
          )}
          {facts && <span className="text-quiet"> · {facts}</span>}
        </p>
        <p className="text-small text-quiet">
          <At at={event.at} /> · {event.mine ? t('agencies.you') : (event.agencyName ?? t('timeline.clock'))}
        </p>
      </div>
    </li>
  )
}

const eventWords = (
  { subjectKind, action, facts }: TimelineEvent,
  to: string | null | undefined,
  t: Translate,
): string => {
  const words = `${eventSentence(subjectKind, action, t) ?? t('timeline.other')}${facts.step ? `: ${stepWords(facts.step, t)}` : ''}`
  if (subjectKind !== 'referral') return words
  return to ? t('cases.history-referral', { agency: to, words }) : t('cases.history-a-referral', { words })
}

/**
 * Returns the text of an event's coded facts, such as milestone, reason or amended topic; undefined if the event has no
 * such fact.
 */
const factsOf = (
  { subjectKind, facts, action }: TimelineEvent,
  t: Translate,
  label: ReturnType<typeof useCodeLabel>,
) => {
  const codes = codesOfEvent(subjectKind, facts, t)
  if (codes !== undefined) return codes
  if (facts.stage) return t(`cases.stages.${facts.stage}`)
  if (facts.form && facts.basis)
    return `${label('exploitation-forms', facts.form)} · ${label('exploitation-bases', facts.basis)}`
  if (facts.outcome && hasWords(`cases.outcomes.${facts.outcome}`)) return t(`cases.outcomes.${facts.outcome}`)
  if (facts.topic && hasWords(`referrals.topics.${facts.topic}`)) return t(`referrals.topics.${facts.topic}`)
  if (facts.kind && hasWords(`documents.kinds.${facts.kind}`)) return t(`documents.kinds.${facts.kind}`)
  if (!facts.reason) return undefined
  const known = [
    `cases.closing-reasons.${facts.reason}`,
    `cases.reopening-reasons.${facts.reason}`,
    `referrals.reasons.${facts.reason}`,
    `cases.reflection-endings.${facts.reason}`,
    `documents.reasons.${facts.reason}`,
    `deadlines.reasons.${facts.reason}`,
  ].find(hasWords)
  if (known) return t(known)
  return label(action === 'decline' ? 'decline-reasons' : 'withdrawal-reasons', facts.reason)
}
