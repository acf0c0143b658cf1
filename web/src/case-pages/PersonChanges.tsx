import { type PersonField, personFields } from '@palermo/shared/cases/person.ts'
import { useQuery } from '@tanstack/react-query'
import { personChangesQuery } from '../cases/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

const lists: Partial<Record<PersonField, Parameters<ReturnType<typeof useCodeLabel>>[0]>> = {
  sex: 'genders',
  nationality: 'nationalities',
  language: 'languages',
}

/** Lists the changes of identity fields: field, earlier value, author and reason of each change. */
export const PersonChanges = ({ caseId }: { caseId: string }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const list = useQuery(personChangesQuery(caseId))
  const items = list.data?.items ?? []
  if (items.length === 0) return <EmptyState of={list} sentence={t('cases.person-unchanged')} small />
  const written = (field: PersonField, value: string | number | null | undefined) => {
    const list = lists[field]
    if (value === null || value === undefined) return t('cases.not-asked')
    return list ? label(list, String(value)) : String(value)
  }
  return (
    <ol className="flex flex-col divide-y divide-line">
      {items.map(({ id, at, because, before, agencyName, personName, mine }) => (
        <li key={id} className="flex flex-col gap-0.5 py-2">
          <p className="text-small text-quiet">
            <At at={at} /> · {mine ? t('agencies.you') : (personName ?? agencyName ?? t('cases.another-agency'))} ·{' '}
            {t(`cases.correction-reasons.${because}`)}
          </p>
          {personFields
            .filter((field) => field in before)
            .map((field) => (
              <p key={field} dir="auto">
                <span className="text-quiet">{t('cases.person-before', { field: t(`cases.person.${field}`) })}</span>{' '}
                {written(field, before[field])}
              </p>
            ))}
        </li>
      ))}
    </ol>
  )
}
