import type { OpenWork, Person } from '@palermo/shared/accounts/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { openWorkQuery } from './queries.ts'

/**
 * The open work that will return to the agency's queue, shown before a person's account is ended or gets a role without
 * casework.
 */
export const OpenWorkNote = ({ person }: { person: Person }) => {
  const t = useTranslate()
  const { data: work, error } = useQuery(openWorkQuery(person.id))
  if (error && !work) return <Alert tone="warn" title={t('people.work.failed')} />
  if (!work) return <p className="text-quiet">{t('people.work.counting')}</p>
  return (
    <div className="flex flex-col gap-3">
      <Counts work={work} />
      {work.drafts > 0 && <Alert tone="warn" title={t('people.work.drafts', { n: work.drafts })} />}
      {work.dutyNumber && <Alert tone="warn" title={t('people.work.duty-number')} />}
      {work.colleagues === 0 && <Alert tone="danger" title={t('people.work.nobody-left')} />}
    </div>
  )
}

const counted = ['received', 'sent', 'cases', 'tasks', 'late', 'teams', 'requests', 'shifts'] as const

const Counts = ({ work }: { work: OpenWork }) => {
  const t = useTranslate()
  const there = counted.filter((what) => work[what] > 0)
  if (there.length === 0) return <p>{t('people.work.none')}</p>
  return (
    <section className="flex flex-col gap-1">
      <h3>{t('people.work.title')}</h3>
      <ul className="list-disc ps-5">
        {there.map((what) => (
          <li key={what} className={what === 'late' ? 'font-strong text-late' : ''}>
            {t(`people.work.${what}`, { n: work[what] })}
          </li>
        ))}
      </ul>
    </section>
  )
}
